package org.cascadenlp.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

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
   * <p>Where the words' forms make up the token they are its parts. Where they do not ({@code im}
   * for {@code in dem}) each word but the last takes what the token shares with its form, at least
   * one character; a token of fewer characters than words is the place of each of them.
   */
  List<ConlluWord> place(int start) {
    String joined = words.stream().map(ConlluWord::form).collect(Collectors.joining());
    boolean whole = joined.equalsIgnoreCase(form);
    boolean tooShort = form.codePointCount(0, form.length()) < words.size();
    List<ConlluWord> placed = new ArrayList<>();
    int begin = 0;
    for (int i = 0; i < words.size(); i++) {
      ConlluWord word = words.get(i);
      int after = words.size() - i - 1;
      if (tooShort) {
        placed.add(word.at(start, start + form.length()));
        continue;
      }
      int end;
      if (after == 0) {
        end = form.length();
      } else if (whole) {
        end = begin + word.form().length();
      } else {
        end = begin + shared(begin, word.form());
        end = Math.max(end, form.offsetByCodePoints(begin, 1));
        end = Math.min(end, form.offsetByCodePoints(form.length(), -after));
      }
      placed.add(word.at(start + begin, start + end));
      begin = end;
    }
    return placed;
  }

  /** How many units from {@code begin} on are those that {@code word} begins with. */
  private int shared(int begin, String word) {
    int most = Math.min(form.length() - begin, word.length());
    int count = 0;
    while (count < most && form.regionMatches(true, begin + count, word, count, 1)) {
      count++;
    }
    boolean insidePair = count > 0 && Character.isHighSurrogate(form.charAt(begin + count - 1));
    return insidePair ? count - 1 : count;
  }
}
