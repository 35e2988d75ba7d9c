package org.cascadenlp.batch.report;

/**
 * The time that one part of a pipeline took, summed over all workers.
 *
 * @param role its key in the aggregate, with {@code /} where aggregates are nested
 * @param seconds spent in it
 * @param documents it processed
 */
public record ComponentTime(String role, double seconds, long documents) {}
