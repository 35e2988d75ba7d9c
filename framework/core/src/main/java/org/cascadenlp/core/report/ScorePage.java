package org.cascadenlp.core.report;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.cascadenlp.core.score.Scores;

/**
 * Scores as a self-contained HTML page: a line for each number, the confusion matrix and a table of
 * labels, as far as {@link Scores#toJson} has them.
 */
public final class ScorePage {

  private static final List<String> FRACTIONS = List.of("precision", "recall", "f1");
  private static final List<String> NUMBERS = List.of("gold", "predicted", "correct");
  private static final String CONFUSION = "confusion";
  private static final String LABELS = "labels";
  private static final List<String> MEANS = List.of("micro", "macro");
  private static final Set<String> PLACED = Set.of(CONFUSION, LABELS, "micro", "macro");

  private ScorePage() {}

  /** The page for {@code scores}, with {@code title} as its heading. */
  public static String of(String title, Scores scores) {
    HtmlPage page = new HtmlPage(title);
    JsonObject json = scores.toJson();
    for (Map.Entry<String, JsonElement> entry : json.entrySet()) {
      if (!PLACED.contains(entry.getKey())) {
        lines(page, entry.getKey(), entry.getValue());
      }
    }
    if (json.has(CONFUSION)) {
      new ConfusionPicture(json.getAsJsonObject(CONFUSION)).write(page.body());
    }
    if (json.has(LABELS) || MEANS.stream().anyMatch(json::has)) {
      table(page, json);
    }
    return page.text();
  }

  /** A line for each number in {@code value}, after the names of the members that lead to it. */
  private static void lines(HtmlPage page, String name, JsonElement value) {
    if (value.isJsonObject()) {
      value
          .getAsJsonObject()
          .entrySet()
          .forEach(inner -> lines(page, name + " " + inner.getKey(), inner.getValue()));
    } else if (value.isJsonPrimitive()) {
      page.body().element("p", name + " " + text(value.getAsJsonPrimitive())).line();
    }
  }

  /** A fraction in percent; an integer or a text as it is. */
  private static String text(JsonPrimitive value) {
    Number number = value.isNumber() ? value.getAsNumber() : 0;
    return number instanceof Double || number instanceof Float
        ? String.format(Locale.ROOT, "%.2f %%", 100 * number.doubleValue())
        : value.getAsString();
  }

  private static void table(HtmlPage page, JsonObject json) {
    page.body().element("h2", "Labels").line().start("table");
    page.row("th", cells("label", name -> name));
    if (json.has(LABELS)) {
      json.getAsJsonObject(LABELS)
          .entrySet()
          .forEach(label -> row(page, label.getKey(), label.getValue().getAsJsonObject()));
    }
    for (String mean : MEANS) {
      if (json.has(mean)) {
        row(page, mean, json.getAsJsonObject(mean));
      }
    }
    page.body().end().line();
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
