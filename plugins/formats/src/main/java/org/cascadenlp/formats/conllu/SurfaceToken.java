package org.cascadenlp.formats.conllu;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * One token as it is written in the text: a word, or a multiword token such as {@code don't} with
 * its words.
 *
 * @param spaceAfter whether white space follows; false with {@code SpaceAfter=No}
 */
record SurfaceToken(String form, boolean spaceAfter, List<ConlluWord> words) {

  /**
   * The words with their offsets in the text, for a token that begins at {@code start}.
   *
   * <p>From the last word to the second, each covers the longest common suffix of the remaining
   * token and its form, at least one character; the first covers the rest: {@code did|n't}, {@code
   * zu|m} for the German {@code zu dem}. If the token has fewer characters than words, each word
   * covers the whole token.
   */
  List<ConlluWord> place(int start) {
    if (form.codePointCount(0, form.length()) < words.size()) {
      return words.stream().map(word -> word.at(start, start + form.length())).toList();
    }
    Deque<ConlluWord> placed = new ArrayDeque<>();
    int end = form.length();
    for (int i = words.size() - 1; i >= 0; i--) {
      ConlluWord word = words.get(i);
      int begin = Math.min(end - shared(end, word.form()), form.offsetByCodePoints(end, -1));
      // leave one character for each word before it
      begin = i == 0 ? 0 : Math.max(begin, form.offsetByCodePoints(0, i));
      placed.addFirst(word.at(start + begin, start + end));
      end = begin;
    }
    return List.copyOf(placed);
  }

  /**
   * The length in UTF-16 units of the common suffix of the form up to {@code end} and {@code word}.
   */
  private int shared(int end, String word) {
    int most = Math.min(end, word.length());
    int count = 0;
    while (count < most
        && form.regionMatches(true, end - count - 1, word, word.length() - count - 1, 1)) {
      count++;
    }
    boolean insidePair = count > 0 && Character.isLowSurrogate(form.charAt(end - count));
    return insidePair ? count - 1 : count;
  }
}
