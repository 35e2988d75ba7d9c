package org.cascadenlp.neural.embedding;

/**
 * A reference from one embedder's options to another embedder: its model and options, compared by
 * value as {@link EmbedderOptions} require.
 *
 * @param model a registered name, or the path of a file or folder
 * @param settings the options of its provider
 */
public record ModelReference(String model, EmbedderOptions settings) {}
