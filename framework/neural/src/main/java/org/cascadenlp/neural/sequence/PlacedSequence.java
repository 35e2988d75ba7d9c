package org.cascadenlp.neural.sequence;

import org.apache.uima.jcas.tcas.Annotation;

/** A sequence of a document, and its span. */
public record PlacedSequence(Annotation place, Sequence sequence) {}
