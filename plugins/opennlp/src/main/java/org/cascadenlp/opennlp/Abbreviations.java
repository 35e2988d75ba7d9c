package org.cascadenlp.opennlp;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;
import org.cascadenlp.core.CascadeException;
import org.cascadenlp.core.Parameters;

/** Words whose full stop belongs to them and is followed by more of the sentence. */
record Abbreviations(Set<String> words) {

  /** No abbreviation is longer than this, or it is not looked for. */
  private static final int LONGEST = 16;

  /** The list that parameter {@code abbreviations} names, a word a line with its full stop. */
  static Abbreviations of(Parameters parameters) {
    try (InputStream stream = parameters.resource("abbreviations").openStream()) {
      return new Abbreviations(
          new String(stream.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .map(String::strip)
              .collect(Collectors.toUnmodifiableSet()));
    } catch (IOException e) {
      throw parameters.bad(
          "abbreviations",
          parameters.text("abbreviations"),
          "the list cannot be read: " + CascadeException.describe(e));
    }
  }

  boolean contains(String word) {
    return words.contains(word);
  }

  /** Whether the last word of {@code text} before {@code end}, white space aside, is one. */
  boolean endAt(CharSequence text, int begin, int end) {
    Region word = new Region(Math.max(begin, end - LONGEST), end).trim(text);
    int start = word.end();
    while (start > word.begin() && !separates(text.charAt(start - 1))) {
      start--;
    }
    return contains(text.subSequence(start, word.end()).toString());
  }

  private static boolean separates(char c) {
    return Characters.isSpace(c) || "([{\"'“‘«„".indexOf(c) >= 0;
  }
}
