package org.cascadenlp.formats.conllu;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * One token of a text as it is written: a word, or a multiword token such as {@code don't} with the
 * words it stands for.
 *
 * @param spaceAfter whether white space follows it, as {@code SpaceAfter=No} has it
 */
record SurfaceToken(String form, boolean spaceAfter, List<ConlluWord> words) {

  /**
   * The words, each with its part of the token, which begins at {@code start} of the text.
   *
   * <p>From the last on, each takes what the end of the token shares with the end of its form, at
   * least one character, and the first the rest: {@code did|n't}, {@code zu|m} for the German
   * {@code zu dem}. A token of fewer characters than words is the place of each of them.
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
      // a character for each of the words before it
      begin = i == 0 ? 0 : Math.max(begin, form.offsetByCodePoints(0, i));
      placed.addFirst(word.at(start + begin, start + end));
      end = begin;
    }
    return List.copyOf(placed);
  }

  /** How many units before {@code end} are those that {@code word} ends with. */
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
