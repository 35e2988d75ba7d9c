package org.cascadenlp.icu;

import com.ibm.icu.text.BreakIterator;

/**
 * The stretches of a text between the boundaries that ICU finds (Unicode annex 29, with
 * dictionaries where a script has no spaces), without white space at their ends.
 */
final class Segments {

  private static final char NEXT_LINE = '\u0085';

  private final BreakIterator breaks;

  Segments(BreakIterator breaks) {
    this.breaks = breaks;
  }

  /** Takes one stretch, in UTF-16 units of the text. */
  @FunctionalInterface
  interface Taker {
    void take(int begin, int end);
  }

  /** Hands the stretches of {@code text} between {@code begin} and {@code end} to {@code taker}. */
  void of(String text, int begin, int end, Taker taker) {
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
        taker.take(first, last);
      }
      from = to;
    }
  }

  private static boolean isSpace(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == NEXT_LINE;
  }
}
