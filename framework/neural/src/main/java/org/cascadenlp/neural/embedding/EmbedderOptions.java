package org.cascadenlp.neural.embedding;

/**
 * The options of an embedder, compared by value: parts that open the same model with equal options
 * share one embedder.
 */
public interface EmbedderOptions {}
