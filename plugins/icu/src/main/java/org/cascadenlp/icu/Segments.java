package org.cascadenlp.icu;

import com.ibm.icu.text.BreakIterator;

/**
 * Splits a text at the boundaries that ICU finds (Unicode annex 29, with dictionaries for scripts
 * without spaces) and trims white space.
 */
final class Segments {

  private static final char NEXT_LINE = '\u0085';

  private final BreakIterator breaks;

  Segments(BreakIterator breaks) {
    this.breaks = breaks;
  }

  /** Receives one segment, as offsets in UTF-16 code units. */
  @FunctionalInterface
  interface SegmentConsumer {
    void accept(int begin, int end);
  }

  /**
   * Passes the segments of {@code text} between {@code begin} and {@code end} to {@code consumer}.
   */
  void of(String text, int begin, int end, SegmentConsumer consumer) {
    breaks.setText(text.substring(begin, end));
    int from = breaks.first();
    for (int to = breaks.next(); to != BreakIterator.DONE; to = breaks.next()) {
      int first = begin + from;
      int last = begin + to;
      while (first < last && isSpace(text.charAt(first))) {
        first++;
      }
      while (last > first && isSpace(text.charAt(last - 1))) {
        last--;
      }
      if (last > first) {
        consumer.accept(first, last);
      }
      from = to;
    }
  }

  private static boolean isSpace(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == NEXT_LINE;
  }
}
