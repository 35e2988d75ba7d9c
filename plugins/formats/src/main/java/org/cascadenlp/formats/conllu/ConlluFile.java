package org.cascadenlp.formats.conllu;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cascadenlp.core.document.TextCleaner;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.formats.source.Line;

/** Splits the text of a CoNLL-U file into blocks of sentences. */
final class ConlluFile {

  private static final Pattern NEW_DOCUMENT = Pattern.compile("#\\s*newdoc(?:\\s+id\\s*=(.*))?");
  private static final Pattern TEXT = Pattern.compile("#\\s*text\\s*=(.*)");
  private static final int COLUMNS = 10;

  private final Path file;
  private final List<ConlluBlock> blocks = new ArrayList<>();
  private final List<Integer> otherTexts = new ArrayList<>();
  private List<ConlluSentence> sentences = new ArrayList<>();
  private SentenceRows rows;
  private String id = "";
  private int idLine = 1;

  ConlluFile(Path file) {
    this.file = file;
    rows = new SentenceRows(this);
  }

  /**
   * The documents of {@code text}, a single one if there is no {@code # newdoc}; empty ones are
   * omitted.
   *
   * @throws CascadeException if there is no sentence, or a line is malformed
   */
  List<ConlluBlock> blocks(String text) {
    for (Line line : Line.of(text)) {
      if (line.text().startsWith("#")) {
        comment(line);
      } else if (line.text().isBlank()) {
        endSentence();
      } else {
        String[] columns = line.text().split("\t", -1);
        if (columns.length != COLUMNS) {
          throw malformed(
              line.number(),
              "'" + line.text() + "' has " + columns.length + " columns",
              "it needs 10, separated by tabs");
        }
        rows.add(line.number(), columns);
      }
    }
    endSentence();
    endBlock();
    if (blocks.isEmpty()) {
      throw CascadeException.of(
          file.toString(), "there are no sentences in it", "name a file in CoNLL-U");
    }
    return blocks;
  }

  /** The last lines of the sentences whose {@code # text} does not match their words. */
  List<Integer> otherTexts() {
    return otherTexts;
  }

  private void comment(Line line) {
    Matcher document = NEW_DOCUMENT.matcher(line.text());
    Matcher sentence = TEXT.matcher(line.text());
    if (document.matches()) {
      endSentence();
      endBlock();
      String name = document.group(1);
      id = name == null ? "" : TextCleaner.clean(name.strip()).text();
      idLine = line.number();
    } else if (sentence.matches()) {
      rows.text(TextCleaner.clean(sentence.group(1).strip()).text());
    }
  }

  private void endSentence() {
    if (!rows.isEmpty()) {
      sentences.add(rows.sentence());
      if (rows.hasOtherText()) {
        otherTexts.add(rows.line());
      }
      rows = new SentenceRows(this);
    }
  }

  private void endBlock() {
    if (!sentences.isEmpty()) {
      blocks.add(new ConlluBlock(id, idLine, sentences));
      sentences = new ArrayList<>();
    }
  }

  CascadeException malformed(int line, String problem, String remedy) {
    return CascadeException.of(file + ", line " + line, problem, remedy);
  }
}
