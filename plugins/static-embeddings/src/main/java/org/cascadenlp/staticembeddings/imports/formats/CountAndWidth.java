package org.cascadenlp.staticembeddings.imports.formats;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The first line of word2vec's files, for example {@code 71291 200}; may end with a carriage
 * return.
 *
 * @param words the number of words
 * @param width the width of the vectors
 */
record CountAndWidth(long words, int width) {

  private static final Pattern LINE = Pattern.compile("([0-9]{1,12})[ \t]+([0-9]{1,6})[ \t]*\r?");

  /** Parses {@code line}; empty if it has another form. */
  static Optional<CountAndWidth> parse(byte[] line, int length) {
    if (length > 40) {
      return Optional.empty();
    }
    Matcher matcher = LINE.matcher(new String(line, 0, length, StandardCharsets.ISO_8859_1));
    return matcher.matches()
        ? Optional.of(
            new CountAndWidth(Long.parseLong(matcher.group(1)), Integer.parseInt(matcher.group(2))))
        : Optional.empty();
  }
}
