package org.cascadenlp.core.report;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.cascadenlp.core.score.Scores;

/** Scores as a self-contained HTML page: the confusion matrix and a table of labels. */
public final class ScorePage {

  private static final List<String> FRACTIONS = List.of("precision", "recall", "f1");
  private static final List<String> NUMBERS = List.of("gold", "predicted", "correct");

  private ScorePage() {}

  /** The page for {@code scores}, with {@code title} as its heading. */
  public static String of(String title, Scores scores) {
    HtmlPage page = new HtmlPage(title);
    JsonObject json = scores.toJson();
    for (Map.Entry<String, JsonElement> entry : json.entrySet()) {
      if (entry.getValue().isJsonPrimitive()) {
        page.body().element("p", entry.getKey() + " " + number(entry)).line();
      }
    }
    if (json.has("confusion")) {
      new ConfusionPicture(json.getAsJsonObject("confusion")).write(page.body());
    }
    page.body().element("h2", "Labels").line().start("table");
    page.row("th", cells("label", name -> name));
    if (json.has("labels")) {
      json.getAsJsonObject("labels")
          .entrySet()
          .forEach(label -> row(page, label.getKey(), label.getValue().getAsJsonObject()));
    }
    for (String mean : List.of("micro", "macro")) {
      if (json.has(mean)) {
        row(page, mean, json.getAsJsonObject(mean));
      }
    }
    page.body().end().line();
    return page.text();
  }

  /** Formats fractions in percent, and counts as integers. */
  private static String number(Map.Entry<String, JsonElement> entry) {
    return NUMBERS.contains(entry.getKey())
        ? String.valueOf(entry.getValue().getAsLong())
        : String.format(Locale.ROOT, "%.2f %%", 100 * entry.getValue().getAsDouble());
  }

  private static void row(HtmlPage page, String name, JsonObject values) {
    page.row("td", cells(name, column -> cell(column, values)));
  }

  private static String cell(String column, JsonObject values) {
    if (NUMBERS.contains(column)) {
      return values.has(column) ? String.valueOf(values.get(column).getAsLong()) : "";
    }
    return String.format(Locale.ROOT, "%.2f", 100 * values.get(column).getAsDouble());
  }

  /**
   * A row of the table: {@code first}, then {@code column} applied to the name of each further
   * column.
   */
  private static List<String> cells(String first, UnaryOperator<String> column) {
    return Stream.of(Stream.of(first), FRACTIONS.stream().map(column), NUMBERS.stream().map(column))
        .flatMap(cells -> cells)
        .toList();
  }
}
