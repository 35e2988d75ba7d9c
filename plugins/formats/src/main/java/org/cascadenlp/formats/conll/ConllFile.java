package org.cascadenlp.formats.conll;

import java.nio.file.Path;
import java.util.regex.Pattern;
import org.cascadenlp.core.document.InputOptions.Gold;
import org.cascadenlp.core.document.LabelEscapes;
import org.cascadenlp.core.document.TextCleaner;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.formats.source.CorpusSettings;
import org.cascadenlp.formats.source.NotedLines;
import org.cascadenlp.formats.source.Row;
import org.cascadenlp.formats.source.SourceLine;
import org.cascadenlp.formats.source.SourceLines;

/** Tells the lines of a CoNLL file apart, and parses its rows. */
final class ConllFile {

  private static final String EMPTY_TOKEN = "\uFFFD";

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
  private final TagCheck tags;
  private final NotedLines emptyTokens = new NotedLines();

  private int columns;
  private int columnsLine;
  private boolean tabs;

  ConllFile(Path file, CorpusSettings settings, Gold gold) {
    this.file = file;
    this.gold = gold;
    tags = TagCheck.of(settings);
    comments = settings.text("comments", "");
    tokenColumn = settings.count("token", 1);
    tagColumn = settings.text("tag", LAST).equals(LAST) ? 0 : settings.count("tag", 1, ", or last");
  }

  /**
   * Whether {@code -DOCSTART-} lines divide {@code lines} into several documents; reads up to the
   * second.
   */
  boolean isDivided(SourceLines lines) {
    boolean any = false;
    boolean ended = false;
    for (SourceLine line = lines.next(); line != null; line = lines.next()) {
      String text = line.content();
      if (isComment(text)) {
        continue;
      }
      if (!isRow(text)) {
        ended = ended || (any && startsDocument(text));
      } else if (ended) {
        return true;
      } else {
        any = true;
      }
    }
    return false;
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

  /** The lines of empty tokens, which are read as U+FFFD. */
  NotedLines emptyTokens() {
    return emptyTokens;
  }

  /**
   * Parses one row.
   *
   * @throws CascadeException if it has not the columns of the first row, or no valid tag
   */
  Row row(String line, int number) {
    if (columns == 0) {
      tabs = line.indexOf('\t') >= 0;
    }
    String[] values =
        tabs ? line.split("\t", -1) : SPACES.split(LAST_SPACES.matcher(line).replaceFirst(""), -1);
    if (columns == 0) {
      columns = values.length;
      columnsLine = number;
    }
    int needed = Math.max(tokenColumn, gold == Gold.READ ? Math.max(2, tagColumn) : 1);
    if (values.length < needed && columns < needed) {
      throw malformed(
          number,
          "'" + line + "' has " + count(values.length),
          "at least " + needed + " are needed, separated by tabs or by spaces");
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
    TextCleaner.Cleaned token = TextCleaner.clean(values[tokenColumn - 1]);
    Row row = new Row(number, token.text(), LabelEscapes.unescape(tag), token.replaced());
    check(row);
    return row.token().isEmpty() ? filled(row) : row;
  }

  private void check(Row row) {
    if (!tags.accepts(row.tag())) {
      throw malformed(
          row.line(),
          "the tag of '" + row.token() + "' is '" + row.tag() + "'",
          tags.expected() + comment(row.token()));
    }
    if (row.token().isEmpty() && !row.tag().equals(OUTSIDE)) {
      throw malformed(
          row.line(),
          "an empty token has the tag '" + row.tag() + "'",
          "give the line a token, or the tag O");
    }
  }

  private Row filled(Row row) {
    emptyTokens.add(row.line());
    return new Row(row.line(), EMPTY_TOKEN, row.tag(), row.replaced());
  }

  private static String count(int columns) {
    return columns + (columns == 1 ? " column" : " columns");
  }

  /**
   * An additional remedy for an error in the line that begins with {@code token}: a line that
   * begins with # may be a row or a comment.
   */
  private String comment(String token) {
    return token.equals("#") && comments.isEmpty()
        ? "; if lines that begin with '# ' are comments, add the setting 'comments=# '"
        : "";
  }

  private CascadeException malformed(int line, String problem, String remedy) {
    return CascadeException.of(file + ", line " + line, problem, remedy);
  }
}
