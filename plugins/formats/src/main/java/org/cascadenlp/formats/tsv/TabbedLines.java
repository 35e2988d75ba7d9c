package org.cascadenlp.formats.tsv;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.util.Map;
import org.apache.uima.cas.CAS;
import org.apache.uima.cas.TypeSystem;
import org.apache.uima.cas.text.AnnotationFS;
import org.cascadenlp.core.document.DocumentWriter;
import org.cascadenlp.core.document.LabelEscapes;
import org.cascadenlp.formats.output.AnnotationShape;
import org.cascadenlp.formats.output.Annotations;
import org.cascadenlp.formats.output.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * One annotation per line, in columns separated by tabs: begin, end, type, value, score, text.
 *
 * <p>The first line has the column names. A backslash, tab, line feed or carriage return inside a
 * column is escaped as {@code \\ \t \n \r}; other control characters and line ends in a value are
 * escaped as in {@link LabelEscapes}. An absent value or score is an empty column.
 */
public final class TabbedLines implements DocumentWriter {

  private final Annotations annotations = new Annotations();

  @Override
  public Map<String, Content> prepare(TypeSystem types) {
    return Map.of();
  }

  @Override
  public void write(CAS cas, String name, OutputStream out) throws IOException {
    Writer lines = Utf8.to(out);
    lines.write("begin\tend\ttype\tvalue\tscore\ttext\n");
    for (AnnotationFS annotation : annotations.of(cas)) {
      AnnotationShape shape = annotations.shape(annotation);
      lines.write(annotation.getBegin() + "\t" + annotation.getEnd() + "\t" + shape.name());
      Object label = shape.value(annotation);
      lines.write('\t' + (label == null ? "" : LabelEscapes.escape(label.toString())));
      column(lines, shape.score(annotation));
      column(lines, annotation.getCoveredText());
      lines.write('\n');
    }
    lines.flush();
  }

  private static void column(Writer lines, @Nullable Object value) throws IOException {
    lines.write('\t');
    String text = value == null ? "" : value.toString();
    for (int i = 0; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case '\\' -> lines.write("\\\\");
        case '\t' -> lines.write("\\t");
        case '\n' -> lines.write("\\n");
        case '\r' -> lines.write("\\r");
        default -> lines.write(text.charAt(i));
      }
    }
  }
}
