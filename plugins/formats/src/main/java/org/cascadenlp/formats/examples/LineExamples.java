package org.cascadenlp.formats.examples;

import java.nio.file.Path;
import java.util.List;
import org.cascadenlp.core.document.DocumentEntry.Field;
import org.cascadenlp.core.document.InputOptions.Gold;
import org.cascadenlp.core.document.TextCleaner;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.formats.source.CorpusSettings;
import org.cascadenlp.formats.source.Shortened;
import org.cascadenlp.formats.source.SourceLine;
import org.cascadenlp.formats.source.SourceLines;
import org.jspecify.annotations.Nullable;

/** The lines of a file as examples; blank lines are skipped. */
final class LineExamples implements Examples {

  private static final String FIRST = "first";
  private static final String NONE = "none";

  private final Path file;
  private final SourceLines lines;
  private final ExampleLabels written;
  private final String separator;
  private final boolean labelled;
  private final Gold gold;

  LineExamples(
      Path file,
      SourceLines lines,
      ExampleLabels written,
      String separator,
      boolean labelled,
      Gold gold) {
    this.file = file;
    this.lines = lines;
    this.written = written;
    this.separator = separator;
    this.labelled = labelled;
    this.gold = gold;
  }

  /** Reads the setting {@code label}. */
  static boolean isLabelled(CorpusSettings settings, Gold gold) {
    boolean usual = gold == Gold.READ || settings.has("separator");
    boolean labelled =
        settings.choice("label", usual ? FIRST : NONE, usual ? NONE : FIRST).equals(FIRST);
    if (!labelled && gold == Gold.READ) {
      throw settings.bad("label", "use first: a corpus needs a label for each text");
    }
    return labelled;
  }

  @Override
  public @Nullable Example next() {
    for (SourceLine line = lines.next(); line != null; line = lines.next()) {
      if (line.content().isBlank() && line.fault() == null) {
        continue;
      }
      Example example = example(line);
      boolean kept = !example.gold().isEmpty() || example.fault() != null || written.several();
      if (kept || gold == Gold.LEFT_OUT) {
        return example;
      }
    }
    return null;
  }

  private Example example(SourceLine line) {
    String name = file.getFileName() + "-" + line.number();
    List<Field> entry = List.of(Field.text("line", line.content()));
    try {
      line.check();
      return labelled
          ? labelled(name, line, entry)
          : Example.of(name, List.of(), clean(line.content()), entry);
    } catch (CascadeException e) {
      return Example.bad(name, entry, e);
    }
  }

  private Example labelled(String name, SourceLine line, List<Field> entry) {
    String place = file + ", line " + line.number();
    String content = line.content();
    int at = place(content);
    String label = at < 0 ? content : content.substring(0, at);
    List<String> found = written.of(place, label);
    TextCleaner.Cleaned text =
        clean(at < 0 ? "" : content.substring(at + Math.max(1, separator.length())));
    if (text.text().isEmpty()) {
      throw CascadeException.of(
          place,
          "there is no text after the label '" + Shortened.of(label) + "'",
          "write label and text, separated by "
              + (separator.isEmpty() ? "a space or a tab" : "'" + separator + "'"));
    }
    return Example.of(name, found, text, entry);
  }

  private static TextCleaner.Cleaned clean(String text) {
    return TextCleaner.clean(text.strip());
  }

  private int place(String line) {
    if (!separator.isEmpty()) {
      return line.indexOf(separator);
    }
    for (int i = 0; i < line.length(); i++) {
      if (line.charAt(i) == ' ' || line.charAt(i) == '\t') {
        return i;
      }
    }
    return -1;
  }

  @Override
  public List<String> fields() {
    return List.of("line");
  }

  @Override
  public void close() {
    lines.close();
  }
}
