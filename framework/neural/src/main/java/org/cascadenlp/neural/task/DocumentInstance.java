package org.cascadenlp.neural.task;

import org.cascadenlp.neural.sequence.PlacedInstance;

/**
 * An instance of a document.
 *
 * @param place its spans in the document
 * @param instance the tokens of these spans
 */
public record DocumentInstance(PlacedInstance place, Instance instance) {}
