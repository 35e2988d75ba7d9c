package org.cascadenlp.core.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.cascadenlp.core.score.LabelScores;

/**
 * A confusion matrix as SVG, with one row per gold label; the opacity of a cell is its share of the
 * row.
 */
final class ConfusionPicture {

  private static final int MOST = 100;
  private static final int COUNTED = 40; // up to so many labels, cells are large enough for counts
  private static final int LONGEST_LABEL = 24;

  private final List<String> labels = new ArrayList<>();
  private final List<long[]> counts = new ArrayList<>();
  private final int all;

  /**
   * The matrix from {@link LabelScores#toJson}, limited to the {@value #MOST} most frequent gold
   * labels.
   */
  ConfusionPicture(JsonObject confusion) {
    JsonArray names = confusion.getAsJsonArray("labels");
    List<long[]> rows = new ArrayList<>();
    for (JsonElement row : confusion.getAsJsonArray("counts")) {
      rows.add(row.getAsJsonArray().asList().stream().mapToLong(JsonElement::getAsLong).toArray());
    }
    all = names.size();
    int[] chosen =
        IntStream.range(0, all)
            .boxed()
            .sorted(Comparator.comparingLong(i -> -sum(rows.get(i))))
            .limit(MOST)
            .sorted()
            .mapToInt(Integer::intValue)
            .toArray();
    for (int i : chosen) {
      labels.add(names.get(i).getAsString());
      counts.add(IntStream.of(chosen).mapToLong(k -> rows.get(i)[k]).toArray());
    }
  }

  /** Writes the picture with a heading. */
  void write(HtmlWriter out) {
    int cells = labels.size();
    int cell = cells <= COUNTED ? 44 : 14;
    int left = 20 + 7 * labels.stream().mapToInt(l -> shortened(l).length()).max().orElse(0);
    String chosen = all > cells ? format("; the %d most frequent of %d labels", cells, all) : "";
    out.element("h2", "Confusion").line();
    out.element(
            "p",
            "Rows are gold, columns predictions; the colour is the share of the row" + chosen + ".")
        .line();
    out.start("svg").attribute("width", left + cells * cell + left);
    out.attribute("height", left + cells * cell + 10).attribute("role", "img");
    out.attribute("aria-label", "Confusion matrix").line();
    for (int i = 0; i < cells; i++) {
      names(out, shortened(labels.get(i)), left, left + i * cell + cell / 2 + 4);
    }
    for (int gold = 0; gold < cells; gold++) {
      for (int predicted = 0; predicted < cells; predicted++) {
        cell(out, gold, predicted, left, cell);
      }
    }
    out.end().line();
  }

  /**
   * Writes the name of a row, at {@code place} pixels from the top, and of its column, at {@code
   * place} pixels from the left.
   */
  private static void names(HtmlWriter out, String name, int left, int place) {
    out.start("text").attribute("x", left - 6).attribute("y", place);
    out.attribute("text-anchor", "end").text(name).end();
    out.start("text")
        .attribute("transform", format("translate(%d %d) rotate(-60)", place, left - 6));
    out.text(name).end().line();
  }

  private void cell(HtmlWriter out, int gold, int predicted, int left, int size) {
    long count = counts.get(gold)[predicted];
    double share = (double) count / Math.max(1, sum(counts.get(gold)));
    int x = left + predicted * size;
    int y = left + gold * size;
    // correct predictions blue, wrong ones red
    String colour = gold == predicted ? "0,90,200" : "200,40,0";
    out.start("rect").attribute("x", x).attribute("y", y);
    out.attribute("width", size).attribute("height", size);
    out.attribute("fill", format("rgba(%s,%.3f)", colour, share)).attribute("stroke", "#ddd");
    out.element(
            "title",
            format(
                "gold %s, predicted %s: %d (%.1f %%)",
                labels.get(gold), labels.get(predicted), count, 100 * share))
        .end()
        .line();
    if (count > 0 && labels.size() <= COUNTED) {
      out.start("text").attribute("x", x + size / 2).attribute("y", y + size / 2 + 4);
      out.attribute("text-anchor", "middle").attribute("fill", share > 0.6 ? "#fff" : "#000");
      out.text(String.valueOf(count)).end().line();
    }
  }

  private static String shortened(String label) {
    return label.length() <= LONGEST_LABEL ? label : label.substring(0, LONGEST_LABEL - 1) + "…";
  }

  private static long sum(long[] row) {
    return java.util.stream.LongStream.of(row).sum();
  }

  private static String format(String text, Object... values) {
    return String.format(Locale.ROOT, text, values);
  }
}
