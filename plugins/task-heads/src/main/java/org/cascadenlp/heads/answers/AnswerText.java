package org.cascadenlp.heads.answers;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The comparison of two answers as the evaluation script of SQuAD 2.0 makes it, {@code
 * evaluate-v2.0.py}.
 *
 * @see <a href="https://rajpurkar.github.io/SQuAD-explorer/">SQuAD</a>
 */
final class AnswerText {

  private static final Set<String> ARTICLES = Set.of("a", "an", "the");

  private AnswerText() {}

  /** The text in lower case, without ASCII punctuation, English articles and repeated blanks. */
  static String normalized(String answer) {
    return String.join(" ", words(answer));
  }

  /** Whether the normalised texts are equal: 1 or 0. */
  static double exact(String gold, String predicted) {
    return normalized(gold).equals(normalized(predicted)) ? 1 : 0;
  }

  /** The harmonic mean of precision and recall over words; 1 if neither text has any. */
  static double f1(String gold, String predicted) {
    List<String> expected = words(gold);
    List<String> found = words(predicted);
    if (expected.isEmpty() || found.isEmpty()) {
      return expected.equals(found) ? 1 : 0;
    }
    Map<String, Integer> left = new HashMap<>();
    expected.forEach(word -> left.merge(word, 1, Integer::sum));
    int same = 0;
    for (String word : found) {
      int count = left.getOrDefault(word, 0);
      if (count > 0) {
        same++;
        left.put(word, count - 1);
      }
    }
    if (same == 0) {
      return 0;
    }
    double precision = 1.0 * same / found.size();
    double recall = 1.0 * same / expected.size();
    return 2 * precision * recall / (precision + recall);
  }

  /** The words of the normalised text. */
  private static List<String> words(String answer) {
    String kept = withoutArticles(withoutPunctuation(answer.toLowerCase(Locale.ROOT)));
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    kept.codePoints()
        .forEach(
            c -> {
              if (!isSpace(c)) {
                word.appendCodePoint(c);
              } else if (!word.isEmpty()) {
                words.add(word.toString());
                word.setLength(0);
              }
            });
    if (!word.isEmpty()) {
      words.add(word.toString());
    }
    return words;
  }

  private static String withoutPunctuation(String text) {
    StringBuilder kept = new StringBuilder();
    text.codePoints()
        .filter(c -> c <= ' ' || c > '~' || Character.isLetterOrDigit(c))
        .forEach(kept::appendCodePoint);
    return kept.toString();
  }

  /** Replaces each run of word characters that is an article by a blank. */
  private static String withoutArticles(String text) {
    StringBuilder kept = new StringBuilder();
    for (int from = 0, to; from < text.length(); from = to) {
      boolean word = isWord(text.codePointAt(from));
      to = from;
      while (to < text.length() && isWord(text.codePointAt(to)) == word) {
        to += Character.charCount(text.codePointAt(to));
      }
      String run = text.substring(from, to);
      kept.append(ARTICLES.contains(run) ? " " : run);
    }
    return kept.toString();
  }

  /** Python's {@code \w}: letters, numbers of any kind and the underscore, but no marks. */
  private static boolean isWord(int c) {
    int type = Character.getType(c);
    return Character.isLetterOrDigit(c)
        || type == Character.LETTER_NUMBER
        || type == Character.OTHER_NUMBER
        || c == '_';
  }

  /** Python's {@code str.isspace}. */
  private static boolean isSpace(int c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0x85;
  }
}
