package org.cascadenlp.formats.conllu;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cascadenlp.core.document.TextCleaner;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.formats.source.NotedLines;
import org.cascadenlp.formats.source.SourceLine;
import org.cascadenlp.formats.source.SourceLines;
import org.jspecify.annotations.Nullable;

/**
 * The sentences of a CoNLL-U file, read line by line: a malformed line costs its sentence alone.
 */
final class ConlluFile {

  private static final Pattern NEW_DOCUMENT = Pattern.compile("#\\s*newdoc(?:\\s+id\\s*=(.*))?");
  private static final Pattern TEXT = Pattern.compile("#\\s*text\\s*=(.*)");
  private static final int COLUMNS = 10;

  /**
   * One sentence.
   *
   * @param block the document that it belongs to
   * @param content text and words; without a fault
   * @param fault why one of its lines is malformed
   */
  record Sentence(
      ConlluBlock block, @Nullable ConlluSentence content, @Nullable CascadeException fault) {}

  private final Path file;
  private final NotedLines otherTexts = new NotedLines();
  private ConlluBlock block = new ConlluBlock("", 1);
  private SentenceRows rows;
  private @Nullable CascadeException fault;

  ConlluFile(Path file) {
    this.file = file;
    rows = new SentenceRows(this);
  }

  /**
   * Whether {@code lines} have several documents, or one with an id; reads up to where that is
   * known.
   */
  static boolean isDivided(SourceLines lines) {
    boolean named = false;
    boolean any = false;
    boolean ended = false;
    for (SourceLine line = lines.next(); line != null; line = lines.next()) {
      String text = line.content();
      if (text.startsWith("#")) {
        Matcher document = NEW_DOCUMENT.matcher(text);
        if (document.matches()) {
          named = !id(document).isEmpty();
          ended = any;
        }
      } else if (!text.isBlank()) {
        if (named || ended) {
          return true;
        }
        any = true;
      }
    }
    return false;
  }

  private static String id(Matcher document) {
    String name = document.group(1);
    return name == null ? "" : TextCleaner.clean(name.strip()).text();
  }

  /** The next sentence in {@code lines}, or null after the last. */
  @Nullable Sentence next(SourceLines lines) {
    for (SourceLine line = lines.next(); line != null; line = lines.next()) {
      String text = line.content();
      if (text.isBlank()) {
        if (!rows.isEmpty()) {
          return ended();
        }
      } else if (text.startsWith("#")) {
        Matcher document = NEW_DOCUMENT.matcher(text);
        Sentence before = document.matches() && !rows.isEmpty() ? ended() : null;
        fault(line.fault());
        comment(line, document);
        if (before != null) {
          return before;
        }
      } else {
        fault(line.fault());
        row(line.number(), text);
      }
    }
    return rows.isEmpty() && fault == null ? null : ended();
  }

  private void fault(@Nullable CascadeException found) {
    fault = fault == null ? found : fault;
  }

  private void comment(SourceLine line, Matcher document) {
    if (document.matches()) {
      block = new ConlluBlock(id(document), line.number());
      return;
    }
    Matcher sentence = TEXT.matcher(line.content());
    if (sentence.matches()) {
      rows.text(TextCleaner.clean(sentence.group(1).strip()));
    }
  }

  private void row(int number, String text) {
    try {
      String[] columns = text.split("\t", -1);
      if (columns.length != COLUMNS) {
        rows.malformed(number);
        throw malformed(
            number,
            "'" + text + "' has " + columns.length + " columns",
            "it needs 10, separated by tabs");
      }
      rows.add(number, columns);
    } catch (CascadeException e) {
      fault(e);
    }
  }

  /** The sentence whose rows are complete. */
  private Sentence ended() {
    SentenceRows ending = rows;
    CascadeException wrong = fault;
    rows = new SentenceRows(this);
    fault = null;
    if (wrong != null) {
      return new Sentence(block, null, wrong);
    }
    try {
      ConlluSentence sentence = ending.sentence();
      if (ending.hasOtherText()) {
        otherTexts.add(ending.line());
      }
      return new Sentence(block, sentence, null);
    } catch (CascadeException e) {
      return new Sentence(block, null, e);
    }
  }

  /** The last lines of the sentences whose {@code # text} does not match their words. */
  NotedLines otherTexts() {
    return otherTexts;
  }

  /** The error of a file without sentences. */
  CascadeException empty() {
    return CascadeException.of(
        file.toString(), "there are no sentences in it", "name a file in CoNLL-U");
  }

  CascadeException malformed(int line, String problem, String remedy) {
    return CascadeException.of(file + ", line " + line, problem, remedy);
  }
}
