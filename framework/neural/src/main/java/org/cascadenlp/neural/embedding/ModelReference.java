package org.cascadenlp.neural.embedding;

/**
 * An embedder that another one names: which, and how it makes rows. As a value, so that it can be a
 * part of {@link EmbedderOptions}.
 *
 * @param model a registered name, or the path of a file or folder
 * @param settings those of its family
 */
public record ModelReference(String model, EmbedderOptions settings) {}
