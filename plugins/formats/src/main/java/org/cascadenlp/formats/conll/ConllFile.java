package org.cascadenlp.formats.conll;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.cascadenlp.core.document.InputOptions.Gold;
import org.cascadenlp.core.document.LabelEscapes;
import org.cascadenlp.core.document.TextCleaner;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.formats.source.CorpusSettings;
import org.cascadenlp.formats.source.Line;
import org.cascadenlp.formats.source.Row;

/** Splits the text of a CoNLL file into documents of sentences of rows. */
final class ConllFile {

  static final String EMPTY_TOKEN = "\uFFFD";

  private static final String DOCUMENT_START = "-DOCSTART-";
  private static final String LAST = "last";
  private static final String OUTSIDE = "O"; // the tag of all tokens without gold
  private static final Pattern SPACES = Pattern.compile("[ \t]+");
  private static final Pattern LAST_SPACES = Pattern.compile("[ \t]+$");

  private final Path file;
  private final String comments;
  private final int tokenColumn;
  // 0 for the last column
  private final int tagColumn;
  private final Gold gold;

  private int columns;
  private int columnsLine;
  private boolean tabs;

  ConllFile(Path file, CorpusSettings settings, Gold gold) {
    this.file = file;
    this.gold = gold;
    comments = settings.text("comments", "");
    tokenColumn = settings.count("token", 1);
    tagColumn = settings.text("tag", LAST).equals(LAST) ? 0 : settings.count("tag", 1, ", or last");
  }

  /**
   * The documents of {@code text}, separated by {@code -DOCSTART-} lines; empty ones are omitted.
   *
   * @throws CascadeException if there is no token, or a line does not have the columns of the first
   */
  List<List<List<Row>>> documents(String text) {
    List<List<List<Row>>> documents = new ArrayList<>();
    List<List<Row>> sentences = new ArrayList<>();
    List<Row> sentence = new ArrayList<>();
    for (Line each : Line.of(text)) {
      String line = each.text();
      if (isComment(line)) {
        continue;
      }
      boolean starts = startsDocument(line);
      if (isRow(line)) {
        sentence.add(row(line, each.number()));
        continue;
      }
      if (!sentence.isEmpty()) {
        sentences.add(sentence);
        sentence = new ArrayList<>();
      }
      if (starts && !sentences.isEmpty()) {
        documents.add(sentences);
        sentences = new ArrayList<>();
      }
    }
    if (!sentence.isEmpty()) {
      sentences.add(sentence);
    }
    if (!sentences.isEmpty()) {
      documents.add(sentences);
    }
    if (documents.isEmpty()) {
      throw empty();
    }
    return documents;
  }

  boolean isComment(String line) {
    return !comments.isEmpty() && line.startsWith(comments);
  }

  boolean startsDocument(String line) {
    return line.startsWith(DOCUMENT_START);
  }

  /** Whether {@code line}, which is no comment, has a token. */
  boolean isRow(String line) {
    return !startsDocument(line) && !SPACES.matcher(line).replaceFirst("").isEmpty();
  }

  /** The error of a file without tokens. */
  CascadeException empty() {
    return CascadeException.of(
        file.toString(), "there are no tokens in it", "name a file of columns, one token per line");
  }

  /** Parses one row. */
  Row row(String line, int number) {
    if (columns == 0) {
      tabs = line.indexOf('\t') >= 0;
    }
    String[] values =
        tabs ? line.split("\t", -1) : SPACES.split(LAST_SPACES.matcher(line).replaceFirst(""), -1);
    if (columns == 0) {
      columns = values.length;
      columnsLine = number;
      int needed = gold == Gold.READ ? Math.max(2, tagColumn) : 1;
      needed = Math.max(needed, tokenColumn);
      if (columns < needed) {
        throw malformed(
            number,
            "'" + line + "' has " + count(columns),
            "at least " + needed + " are needed, separated by tabs or by spaces");
      }
    }
    if (values.length != columns) {
      throw malformed(
          number,
          "'" + line + "' has " + count(values.length),
          "it needs "
              + columns
              + " as line "
              + columnsLine
              + " has, separated by "
              + (tabs ? "tabs" : "spaces")
              + comment(values[0]));
    }
    String tag = gold == Gold.READ ? values[(tagColumn == 0 ? columns : tagColumn) - 1] : OUTSIDE;
    return new Row(
        number, TextCleaner.clean(values[tokenColumn - 1]).text(), LabelEscapes.unescape(tag));
  }

  private static String count(int columns) {
    return columns + (columns == 1 ? " column" : " columns");
  }

  /**
   * An additional remedy for an error in the line that begins with {@code token}: a line that
   * begins with # may be a row or a comment.
   */
  String comment(String token) {
    return token.equals("#") && comments.isEmpty()
        ? "; if lines that begin with '# ' are comments, add the setting 'comments=# '"
        : "";
  }

  CascadeException malformed(int line, String problem, String remedy) {
    return CascadeException.of(file + ", line " + line, problem, remedy);
  }
}
