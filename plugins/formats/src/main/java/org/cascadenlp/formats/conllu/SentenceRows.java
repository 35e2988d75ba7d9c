package org.cascadenlp.formats.conllu;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cascadenlp.core.document.TextCleaner;
import org.cascadenlp.formats.source.Spaces;

/**
 * Collects the rows of one CoNLL-U sentence.
 *
 * <p>Words (1, 2, ...) are the tokens; a range (3-4) is the written form of its words; an empty
 * node (3.1) is not in the text and is ignored.
 *
 * @see <a href="https://universaldependencies.org/format.html">CoNLL-U format</a>
 */
final class SentenceRows {

  private static final Pattern ID = Pattern.compile("(\\d{1,6})(?:([-.])(\\d{1,6}))?");
  private static final String UNSPECIFIED = "_";

  private final ConlluFile file;
  private final List<SurfaceToken> tokens = new ArrayList<>();
  private final List<ConlluWord> open = new ArrayList<>();
  private TextCleaner.Cleaned text = new TextCleaner.Cleaned("", 0);
  private int replacedInForms;
  private int line;
  private int words;
  // the current multiword token, and the number of its last word
  private String range = "";
  private boolean rangeSpace;
  private int rangeEnd;
  private boolean otherText;

  SentenceRows(ConlluFile file) {
    this.file = file;
  }

  void text(TextCleaner.Cleaned newText) {
    text = newText;
  }

  boolean isEmpty() {
    return line == 0;
  }

  /** The line number of the sentence's last row. */
  int line() {
    return line;
  }

  /** Whether the sentence has a {@code # text} that does not match its words. */
  boolean hasOtherText() {
    return otherText;
  }

  /** Records a row that cannot be read. */
  void malformed(int number) {
    line = number;
  }

  void add(int number, String[] columns) {
    line = number;
    Matcher id = ID.matcher(columns[0]);
    if (!id.matches()) {
      throw file.malformed(
          number,
          "the ID is '" + columns[0] + "'",
          "it must be a number, a range such as 3-4, or 3.1 for an empty node");
    }
    TextCleaner.Cleaned cleaned = TextCleaner.clean(columns[1]);
    String form = cleaned.text();
    if (form.isBlank()) {
      throw file.malformed(
          number,
          "the form of word " + columns[0] + " is empty",
          "write _ for an unspecified form");
    }
    int first = Integer.parseInt(id.group(1));
    boolean empty = ".".equals(id.group(2));
    if (first != words + (empty ? 0 : 1)) {
      throw file.malformed(
          number,
          "the ID is '" + columns[0] + "'",
          "the next word of this sentence is "
              + (words + 1)
              + ", and an empty line ends a sentence");
    }
    boolean spaceAfter = !Arrays.asList(columns[9].split("\\|", -1)).contains("SpaceAfter=No");
    if (range.isEmpty() && !empty) {
      replacedInForms += cleaned.replaced();
    }
    if (id.group(2) == null) {
      word(form, columns, spaceAfter);
    } else if (!empty) {
      range(number, form, spaceAfter, Integer.parseInt(id.group(3)));
    }
  }

  private void word(String form, String[] columns, boolean spaceAfter) {
    words++;
    // for the word _ the lemma _ is a value
    String lemma = form.equals(UNSPECIFIED) ? UNSPECIFIED : value(columns[2]);
    open.add(new ConlluWord(form, lemma, value(columns[3]), value(columns[4]), 0, 0));
    if (range.isEmpty()) {
      tokens.add(new SurfaceToken(form, spaceAfter, List.copyOf(open)));
      open.clear();
    } else if (words == rangeEnd) {
      tokens.add(new SurfaceToken(range, rangeSpace, List.copyOf(open)));
      open.clear();
      range = "";
    }
  }

  private void range(int number, String form, boolean spaceAfter, int end) {
    if (!range.isEmpty() || end <= words + 1) {
      throw file.malformed(
          number,
          "the multiword token '" + form + "' ends at word " + end,
          range.isEmpty()
              ? "it must have at least two words"
              : "it must begin after the one before it, which ends at word " + rangeEnd);
    }
    range = form;
    rangeSpace = spaceAfter;
    rangeEnd = end;
  }

  private static String value(String column) {
    return column.equals(UNSPECIFIED) ? "" : TextCleaner.clean(column).text();
  }

  /** The sentence; its text is {@code # text} if that has all tokens in their order. */
  ConlluSentence sentence() {
    String whole = text.text();
    if (!range.isEmpty()) {
      throw file.malformed(
          line,
          "the sentence ends at word " + words,
          "the multiword token '" + range + "' needs words up to " + rangeEnd);
    }
    List<ConlluWord> placed = new ArrayList<>();
    int begin = 0;
    for (SurfaceToken token : tokens) {
      while (begin < whole.length() && Spaces.isSpace(whole.charAt(begin))) {
        begin++;
      }
      if (!whole.startsWith(token.form(), begin)) {
        otherText = !whole.isEmpty();
        return joined();
      }
      placed.addAll(token.place(begin));
      begin += token.form().length();
    }
    otherText = begin < whole.length();
    return otherText ? joined() : new ConlluSentence(whole, placed, text.replaced());
  }

  private ConlluSentence joined() {
    StringBuilder joined = new StringBuilder();
    List<ConlluWord> placed = new ArrayList<>();
    int end = 0;
    for (SurfaceToken token : tokens) {
      placed.addAll(token.place(joined.length()));
      joined.append(token.form());
      end = joined.length();
      joined.append(token.spaceAfter() ? " " : "");
    }
    return new ConlluSentence(joined.substring(0, end), placed, replacedInForms);
  }
}
