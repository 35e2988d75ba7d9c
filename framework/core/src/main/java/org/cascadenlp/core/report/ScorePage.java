package org.cascadenlp.core.report;

import org.cascadenlp.core.score.Scores;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Scores as a page that needs nothing else: the confusion matrix and a table of labels. */
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
        page.add("<p>" + HtmlPage.escape(entry.getKey()) + " " + number(entry) + "</p>\n");
      }
    }
    if (json.has("confusion")) {
      page.add(new ConfusionPicture(json.getAsJsonObject("confusion")).html());
    }
    page.add("<h2>Labels</h2>\n<table><tr><th>label</th>");
    FRACTIONS.forEach(name -> page.add("<th>" + name + "</th>"));
    NUMBERS.forEach(name -> page.add("<th>" + name + "</th>"));
    page.add("</tr>\n");
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
    return page.add("</table>\n").text();
  }

  /** Fractions in percent, counts as they are. */
  private static String number(Map.Entry<String, JsonElement> entry) {
    return NUMBERS.contains(entry.getKey())
        ? String.valueOf(entry.getValue().getAsLong())
        : String.format(Locale.ROOT, "%.2f %%", 100 * entry.getValue().getAsDouble());
  }

  private static void row(HtmlPage page, String name, JsonObject values) {
    page.add("<tr><td>" + HtmlPage.escape(name) + "</td>");
    for (String fraction : FRACTIONS) {
      double value = 100 * values.get(fraction).getAsDouble();
      page.add(String.format(Locale.ROOT, "<td>%.2f</td>", value));
    }
    for (String number : NUMBERS) {
      page.add("<td>" + (values.has(number) ? values.get(number).getAsLong() : "") + "</td>");
    }
    page.add("</tr>\n");
  }
}
