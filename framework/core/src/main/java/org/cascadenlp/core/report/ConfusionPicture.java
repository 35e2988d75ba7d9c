package org.cascadenlp.core.report;

import org.cascadenlp.core.score.LabelScores;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** A confusion matrix as a picture (SVG): a row for each gold label, darker where more of it is. */
final class ConfusionPicture {

  private static final int MOST = 100;
  private static final int COUNTED = 40; // so many labels leave room for numbers
  private static final int LONGEST_LABEL = 24;

  private final List<String> labels = new ArrayList<>();
  private final List<long[]> counts = new ArrayList<>();
  private final int all;

  /** The matrix as {@link LabelScores#toJson} has it; of many labels the most frequent ones. */
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

  /** The picture with a heading. */
  String html() {
    int cells = labels.size();
    int cell = cells <= COUNTED ? 44 : 14;
    int left = 20 + 7 * labels.stream().mapToInt(l -> shortened(l).length()).max().orElse(0);
    StringBuilder html = new StringBuilder("<h2>Confusion</h2>\n<p>Rows are gold, columns ");
    html.append("predictions; the colour is the share of the row");
    if (all > cells) {
      html.append(format("; the %d most frequent of %d labels", cells, all));
    }
    html.append(
        format(
            ".</p>%n<svg width=\"%d\" height=\"%d\" role=\"img\" aria-label=\"Confusion matrix\">%n",
            left + cells * cell + left, left + cells * cell + 10));
    for (int i = 0; i < cells; i++) {
      String name = HtmlPage.escape(shortened(labels.get(i)));
      int middle = left + i * cell + cell / 2;
      html.append(
          format(
              "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>"
                  + "<text transform=\"translate(%d %d) rotate(-60)\">%s</text>%n",
              left - 6, middle + 4, name, middle + 4, left - 6, name));
    }
    for (int gold = 0; gold < cells; gold++) {
      long row = Math.max(1, sum(counts.get(gold)));
      for (int predicted = 0; predicted < cells; predicted++) {
        html.append(cell(gold, predicted, (double) counts.get(gold)[predicted] / row, left, cell));
      }
    }
    return html.append("</svg>\n").toString();
  }

  private String cell(int gold, int predicted, double share, int left, int size) {
    long count = counts.get(gold)[predicted];
    int x = left + predicted * size;
    int y = left + gold * size;
    // what is right is blue, what is wrong is red
    String colour = gold == predicted ? "0,90,200" : "200,40,0";
    String rectangle =
        format(
            "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"rgba(%s,%.3f)\""
                + " stroke=\"#ddd\"><title>gold %s, predicted %s: %d (%.1f %%)</title></rect>%n",
            x,
            y,
            size,
            size,
            colour,
            share,
            HtmlPage.escape(labels.get(gold)),
            HtmlPage.escape(labels.get(predicted)),
            count,
            100 * share);
    if (count == 0 || labels.size() > COUNTED) {
      return rectangle;
    }
    return rectangle
        + format(
            "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\" fill=\"%s\">%d</text>%n",
            x + size / 2, y + size / 2 + 4, share > 0.6 ? "#fff" : "#000", count);
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
