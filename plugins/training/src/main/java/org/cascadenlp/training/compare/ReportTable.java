package org.cascadenlp.training.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.cascadenlp.neural.sequence.VectorSpace;
import org.jspecify.annotations.Nullable;

/**
 * The table of a comparison, with one line per embedding.
 *
 * @param names the column names
 * @param lines the lines, with one cell per column
 */
record ReportTable(List<String> names, List<List<String>> lines) {

  static final String UNKNOWN = "unknown";
  private static final String NONE = "-";

  /** The table of {@code rows}, with the scores {@code metric} in percent. */
  static ReportTable of(String metric, boolean test, List<CandidateResult> rows) {
    List<String> names = new ArrayList<>(List.of("embedding", "vectors", "trained"));
    names.add("dev " + metric);
    if (test) {
      names.add("test " + metric);
    }
    names.addAll(List.of("words/s", "peak memory", "start-up", "failed"));
    List<List<String>> lines = new ArrayList<>();
    for (CandidateResult row : rows) {
      List<String> line = new ArrayList<>();
      line.add(row.candidate().name());
      line.add(vectors(row));
      line.add(trained(row));
      line.add(percent(row.dev(metric)));
      if (test) {
        line.add(percent(row.test(metric)));
      }
      Measurement measured = row.measurement();
      line.add(measured == null ? NONE : number("%,.0f", measured.wordsPerSecond()));
      line.add(measured == null ? NONE : memory(measured.peakBytes()));
      line.add(measured == null ? NONE : number("%.1f s", measured.startUpSeconds()));
      line.add(row.error());
      lines.add(line);
    }
    return new ReportTable(names, lines);
  }

  /** The table in Markdown. */
  String markdown() {
    StringBuilder text = new StringBuilder();
    line(text, names);
    line(text, names.stream().map(name -> "---").toList());
    lines.forEach(cells -> line(text, cells));
    return text.toString();
  }

  private static void line(StringBuilder text, List<String> cells) {
    for (String cell : cells) {
      text.append("| ").append(cell.replace("|", "\\|")).append(' ');
    }
    text.append("|\n");
  }

  private static String vectors(CandidateResult row) {
    VectorSpace embedder = row.runs().isEmpty() ? null : row.runs().get(0).card().embedder();
    return embedder == null
        ? NONE
        : embedder.name() + ", " + embedder.layers() + " x " + embedder.width();
  }

  private static String trained(CandidateResult row) {
    if (row.runs().isEmpty()) {
      return NONE;
    }
    return switch (row.runs().get(0).card().kind()) {
      case "head" -> "head";
      case "lora" -> "adapter and head";
      default -> "encoder and head";
    };
  }

  private static String percent(@Nullable MeanAndDeviation spread) {
    if (spread == null) {
      return NONE;
    }
    String mean = number("%.2f", 100 * spread.mean());
    return spread.hasDeviation() ? mean + number(" ± %.2f", 100 * spread.deviation()) : mean;
  }

  private static String memory(OptionalLong bytes) {
    return bytes.isPresent() ? number("%,.0f MB", bytes.getAsLong() / 1048576.0) : UNKNOWN;
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
