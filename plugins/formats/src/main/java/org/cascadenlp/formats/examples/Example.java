package org.cascadenlp.formats.examples;

import java.util.List;

/**
 * One text with its classes.
 *
 * @param name the name of its document, if it is a document
 * @param text the text: not blank, and without characters that XML cannot hold
 */
record Example(String name, List<String> labels, String text) {}
