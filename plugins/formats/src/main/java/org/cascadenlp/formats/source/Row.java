package org.cascadenlp.formats.source;

/**
 * One token of a corpus file.
 *
 * @param line the line number, from 1
 * @param token the token, without characters that XML cannot hold
 * @param tag the tag in the corpus
 * @param replaced the number of characters that were replaced in the token
 */
public record Row(int line, String token, String tag, int replaced) {}
