package org.cascadenlp.formats.source;

/**
 * One token of a corpus file.
 *
 * @param line its line, counted from 1
 * @param token as the corpus has it, legal in XML
 * @param tag its tag as the corpus has it
 */
public record Row(int line, String token, String tag) {}
