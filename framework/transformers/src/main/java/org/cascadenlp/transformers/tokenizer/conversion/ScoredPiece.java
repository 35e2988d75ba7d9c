package org.cascadenlp.transformers.tokenizer.conversion;

/** A subword with the logarithm of its probability, or its rank. */
record ScoredPiece(String text, double score) {}
