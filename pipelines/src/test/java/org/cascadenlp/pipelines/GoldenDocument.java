package org.cascadenlp.pipelines;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * The content of a golden file for one document: its sentences, and all annotations that have a
 * value. Tokens would make the files large; their boundaries show in the offsets of annotations.
 *
 * @param sentences begin and end of each, in UTF-16 units
 */
record GoldenDocument(List<List<Integer>> sentences, List<Item> annotations) {

  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();
  private static final double NO_SCORE = -1;

  /**
   * One annotation.
   *
   * @param exact what must be equal exactly: type, offsets, value and covered text
   * @param score the score rounded to four digits, or -1 for none
   */
  record Item(String exact, double score) {

    private static Item of(JsonObject annotation, String text) {
      int begin = annotation.get("begin").getAsInt();
      int end = annotation.get("end").getAsInt();
      double score = annotation.has("score") ? annotation.get("score").getAsDouble() : NO_SCORE;
      String exact =
          String.join(
              " ",
              annotation.get("type").getAsString(),
              begin + "-" + end,
              annotation.get("value").getAsString(),
              text.substring(begin, end));
      return new Item(exact, Math.round(score * 1e4) / 1e4);
    }

    /** The line of a golden file, with the score first if there is one. */
    private String line() {
      return score == NO_SCORE ? exact : score + " " + exact;
    }

    private static Item of(String line) {
      int space = line.indexOf(' ');
      return Character.isDigit(line.charAt(0))
          ? new Item(line.substring(space + 1), Double.parseDouble(line.substring(0, space)))
          : new Item(line, NO_SCORE);
    }
  }

  /** The document in a result of {@code cascade run --format json}. */
  static GoldenDocument ofResult(JsonObject document) {
    String text = document.get("text").getAsString();
    List<List<Integer>> sentences = new ArrayList<>();
    List<Item> annotations = new ArrayList<>();
    for (JsonElement element : document.getAsJsonArray("annotations")) {
      JsonObject annotation = element.getAsJsonObject();
      if (annotation.get("type").getAsString().equals("Sentence")) {
        sentences.add(
            List.of(annotation.get("begin").getAsInt(), annotation.get("end").getAsInt()));
      } else if (annotation.has("value")) {
        annotations.add(Item.of(annotation, text));
      }
    }
    return new GoldenDocument(sentences, annotations);
  }

  /** The document in a golden file. */
  static GoldenDocument ofGolden(JsonObject json) {
    List<List<Integer>> sentences = new ArrayList<>();
    for (JsonElement pair : json.getAsJsonArray("sentences")) {
      JsonArray ends = pair.getAsJsonArray();
      sentences.add(List.of(ends.get(0).getAsInt(), ends.get(1).getAsInt()));
    }
    List<Item> annotations = new ArrayList<>();
    for (JsonElement line : json.getAsJsonArray("annotations")) {
      annotations.add(Item.of(line.getAsString()));
    }
    return new GoldenDocument(sentences, annotations);
  }

  /** The text of the golden file, with one annotation per line. */
  String toGolden() {
    StringBuilder text = new StringBuilder("{\"sentences\":").append(GSON.toJson(sentences));
    text.append(",\n\"annotations\":[");
    String comma = "\n";
    for (Item annotation : annotations) {
      text.append(comma).append(GSON.toJson(annotation.line()));
      comma = ",\n";
    }
    return text.append("]}\n").toString();
  }
}
