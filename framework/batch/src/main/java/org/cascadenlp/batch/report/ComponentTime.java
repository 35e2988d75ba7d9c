package org.cascadenlp.batch.report;

/**
 * The time that one part of a pipeline took, summed over all workers.
 *
 * @param role its key in the aggregate, with {@code /} between nested aggregates
 * @param seconds the time spent in it
 * @param documents the number of documents that it processed
 */
public record ComponentTime(String role, double seconds, long documents) {}
