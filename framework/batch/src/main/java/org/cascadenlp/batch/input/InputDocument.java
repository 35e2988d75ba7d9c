package org.cascadenlp.batch.input;

import java.nio.file.Path;

/**
 * One document of a batch.
 *
 * @param name the path relative to the input folder, or to the fixed part of the input glob, with
 *     {@code /} between folders on every system
 * @param file the file to read
 */
public record InputDocument(String name, Path file) {}
