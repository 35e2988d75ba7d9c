package org.cascadenlp.opennlp.text;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.cascadenlp.core.Parameters;
import org.cascadenlp.core.error.CascadeException;

/**
 * A list of abbreviations, after whose full stop the sentence continues, always or before some
 * words.
 */
public record Abbreviations(Map<String, Kind> words) {

  /** The length of the longest abbreviation that is found. */
  private static final int LONGEST = 16;

  private static final String OPENING = "([{\"'“‘«„";

  /** The kinds of words in a list. */
  enum Kind {
    /** an abbreviation after which the sentence continues: Dr. */
    ALWAYS,
    /** the sentence continues if a number or a lower-case word follows: Fig. */
    NUMBER,
    /** the sentence continues also before words other than {@link #START}: Inc. */
    NAME,
    /**
     * not an abbreviation, but a word that begins a sentence after one of kind {@link #NAME}: The
     */
    START
  }

  /**
   * Reads a list from {@code source}: one word with its full stop per line, followed by a tab and
   * its kind unless that is {@link Kind#ALWAYS}.
   *
   * @param parameters the parameters, for errors: {@code abbreviations} names the list
   */
  static Abbreviations of(URL source, Parameters parameters) {
    Map<String, Kind> words = new HashMap<>();
    try (InputStream stream = source.openStream()) {
      new String(stream.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.strip().split("\t"))
          .forEach(line -> words.put(line[0], kind(line, parameters)));
    } catch (IOException e) {
      throw parameters.bad(
          "abbreviations",
          parameters.text("abbreviations"),
          "the list cannot be read: " + CascadeException.describe(e));
    }
    return new Abbreviations(words);
  }

  private static Kind kind(String[] line, Parameters parameters) {
    if (line.length == 1) {
      return Kind.ALWAYS;
    }
    for (Kind kind : Kind.values()) {
      if (line.length == 2 && line[1].equals(kind.name().toLowerCase(Locale.ROOT))) {
        return kind;
      }
    }
    throw parameters.bad(
        "abbreviations",
        parameters.text("abbreviations"),
        "the line '"
            + String.join("\t", line)
            + "' must be a word, or a word, a tab and one of "
            + Arrays.toString(Kind.values()).toLowerCase(Locale.ROOT));
  }

  /** True if {@code word} is an abbreviation in any position. */
  public boolean contains(String word) {
    return words.get(word) == Kind.ALWAYS;
  }

  /**
   * True if the sentence continues at {@code next}, a possible begin of a sentence, because the
   * word before it is an abbreviation of a kind that such a word can follow.
   *
   * @param begin the earliest begin of the word before it
   */
  public boolean goOnAt(CharSequence text, int begin, int next) {
    Kind kind = words.get(lastWord(text, begin, next));
    if (kind == null || kind == Kind.ALWAYS || kind == Kind.START) {
      return kind == Kind.ALWAYS;
    }
    int first = next;
    while (first < text.length() && OPENING.indexOf(text.charAt(first)) >= 0) {
      first++;
    }
    int last = first;
    while (last < text.length() && Character.isLetterOrDigit(text.charAt(last))) {
      last++;
    }
    if (first == last) {
      return false;
    }
    char initial = text.charAt(first);
    return Character.isDigit(initial)
        || Character.isLowerCase(initial)
        || (kind == Kind.NAME && words.get(text.subSequence(first, last).toString()) != Kind.START);
  }

  /** The last word of {@code text} before {@code end}, ignoring white space. */
  private static String lastWord(CharSequence text, int begin, int end) {
    Region word = new Region(Math.max(begin, end - LONGEST), end).trim(text);
    int start = word.end();
    while (start > word.begin() && !separates(text.charAt(start - 1))) {
      start--;
    }
    return text.subSequence(start, word.end()).toString();
  }

  private static boolean separates(char c) {
    return Characters.isSpace(c) || OPENING.indexOf(c) >= 0;
  }
}
