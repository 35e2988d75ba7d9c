package org.cascadenlp.formats.source;

import java.util.ArrayList;
import java.util.List;

/**
 * One line of a corpus file, without its line end.
 *
 * @param number the line number, from 1
 */
public record Line(int number, String text) {

  /**
   * Splits {@code text} at {@code \n} and {@code \r\n}, or at {@code \r} if it has no {@code \n}
   * (classic Mac OS). Other line ends of Unicode do not split, as tokens may contain them.
   */
  public static List<Line> of(String text) {
    List<Line> lines = new ArrayList<>();
    char last = text.indexOf('\n') < 0 ? '\r' : '\n';
    for (int start = 0; start < text.length(); ) {
      int end = text.indexOf(last, start);
      end = end < 0 ? text.length() : end;
      boolean carriage = end > start && text.charAt(end - 1) == '\r';
      lines.add(new Line(lines.size() + 1, text.substring(start, carriage ? end - 1 : end)));
      start = end + 1;
    }
    return lines;
  }
}
