package org.cascadenlp.batch.input;

import java.nio.file.Path;

/**
 * One document of a batch.
 *
 * @param name its path below the folder, or the fixed part of the glob, that was named as input,
 *     with {@code /} between folders: the same on every machine
 * @param file where it is read
 */
public record InputDocument(String name, Path file) {}
