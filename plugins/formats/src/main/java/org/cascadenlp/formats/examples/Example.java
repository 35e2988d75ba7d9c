package org.cascadenlp.formats.examples;

import java.util.List;

/**
 * One text and the classes it belongs to.
 *
 * @param name for the document that it is, where it is one
 * @param text legal in XML and not blank
 */
record Example(String name, List<String> labels, String text) {}
