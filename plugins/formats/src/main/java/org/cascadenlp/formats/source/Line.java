package org.cascadenlp.formats.source;

import java.util.ArrayList;
import java.util.List;

/**
 * One line of a corpus file, without its end.
 *
 * @param number counted from 1
 */
public record Line(int number, String text) {

  /**
   * The lines of {@code text}: they end at {@code \n} or {@code \r\n}, in a text without {@code \n}
   * at {@code \r} as those of old Macs do, and at nothing else, since tokens may hold the other
   * characters that Unicode calls line ends.
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
