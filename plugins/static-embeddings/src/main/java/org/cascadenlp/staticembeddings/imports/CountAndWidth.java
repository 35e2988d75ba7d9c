package org.cascadenlp.staticembeddings.imports;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The first line of word2vec's files: {@code 71291 200}.
 *
 * @param words the number of words
 * @param width the numbers of a row
 */
record CountAndWidth(long words, int width) {

  private static final Pattern LINE = Pattern.compile("([0-9]{1,12})[ \t]+([0-9]{1,6})[ \t]*");

  /** True where {@code line} is such a line. */
  static boolean is(byte[] line, int length) {
    return parse(line, length) != null;
  }

  static CountAndWidth of(byte[] line, int length) {
    CountAndWidth parsed = parse(line, length);
    if (parsed == null) {
      throw new IllegalArgumentException("no line of count and width");
    }
    return parsed;
  }

  private static @Nullable CountAndWidth parse(byte[] line, int length) {
    if (length > 40) {
      return null;
    }
    Matcher matcher = LINE.matcher(new String(line, 0, length, StandardCharsets.ISO_8859_1));
    return matcher.matches()
        ? new CountAndWidth(Long.parseLong(matcher.group(1)), Integer.parseInt(matcher.group(2)))
        : null;
  }
}
