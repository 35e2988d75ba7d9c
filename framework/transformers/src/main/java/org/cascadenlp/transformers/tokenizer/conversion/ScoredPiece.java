package org.cascadenlp.transformers.tokenizer.conversion;

/**
 * A subword with its score: a log-probability (unigram) or a negative rank (byte-pair encoding).
 */
record ScoredPiece(String text, double score) {}
