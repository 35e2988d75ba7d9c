package org.cascadenlp.neural.embedding;

/**
 * How an embedder makes rows, as a value: who asks for the same model with equal settings shares
 * one embedder.
 */
public interface EmbedderOptions {}
