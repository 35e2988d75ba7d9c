package org.cascadenlp.opennlp.text;

import java.util.ArrayList;
import java.util.List;

/** A region of a text from {@code begin} to {@code end}, exclusive, in UTF-16 code units. */
public record Region(int begin, int end) {

  public int length() {
    return end - begin;
  }

  /** This region without white space at its ends; may be empty. */
  public Region trim(CharSequence text) {
    int from = begin;
    int to = end;
    while (from < to && Characters.isSpace(text.charAt(from))) {
      from++;
    }
    while (to > from && Characters.isSpace(text.charAt(to - 1))) {
      to--;
    }
    return new Region(from, to);
  }

  /** The words of this region, separated by white space. */
  public List<Region> words(CharSequence text) {
    List<Region> words = new ArrayList<>();
    int start = begin;
    for (int i = begin; i <= end; i++) {
      if (i == end || Characters.isSpace(text.charAt(i))) {
        if (i > start) {
          words.add(new Region(start, i));
        }
        start = i + 1;
      }
    }
    return words;
  }

  /**
   * Splits this region into pieces of at most about {@code most} code units, at the last possible
   * white space, else at the last boundary between visible characters.
   */
  public List<Region> cut(CharSequence text, int most) {
    List<Region> pieces = new ArrayList<>();
    int start = begin;
    while (end - start > most) {
      int at = lastSpace(text, start, start + most);
      if (at <= start) {
        at = start + most;
        while (at > start && !Characters.isBoundary(text, at)) {
          at--;
        }
        // a single character of more than `most` units: a letter with many combining marks
        at = at == start ? start + most : at;
      }
      pieces.add(new Region(start, at));
      start = at;
    }
    pieces.add(new Region(start, end));
    return pieces;
  }

  private static int lastSpace(CharSequence text, int start, int from) {
    for (int i = from; i > start; i--) {
      if (Characters.isSpace(text.charAt(i))) {
        return i;
      }
    }
    return -1;
  }
}
