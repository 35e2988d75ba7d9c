package org.cascadenlp.formats.source;

/**
 * One token of a corpus file.
 *
 * @param line the line number, from 1
 * @param token the token, without characters that XML cannot hold
 * @param tag the tag in the corpus
 */
public record Row(int line, String token, String tag) {}
