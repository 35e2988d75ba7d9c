package org.cascadenlp.pipelines;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * The sentences and entities of one document: what a golden file keeps of a result.
 *
 * @param sentences begin and end of each, in UTF-16 units
 */
record GoldenEntities(List<List<Integer>> sentences, List<Entity> entities) {

  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  /**
   * One entity.
   *
   * @param text what it covers, for people
   */
  record Entity(int begin, int end, String value, double score, String text) {

    /** What must be the same, to the letter. */
    String exact() {
      return begin + "-" + end + " " + value + " " + text;
    }
  }

  /** Of what {@code cascade run --format json} has written. */
  static GoldenEntities ofResult(JsonObject document) {
    String text = document.get("text").getAsString();
    List<List<Integer>> sentences = new ArrayList<>();
    List<Entity> entities = new ArrayList<>();
    for (JsonElement element : document.getAsJsonArray("annotations")) {
      JsonObject annotation = element.getAsJsonObject();
      int begin = annotation.get("begin").getAsInt();
      int end = annotation.get("end").getAsInt();
      switch (annotation.get("type").getAsString()) {
        case "Sentence" -> sentences.add(List.of(begin, end));
        case "NamedEntity" ->
            entities.add(
                new Entity(
                    begin,
                    end,
                    annotation.get("value").getAsString(),
                    Math.round(annotation.get("score").getAsDouble() * 1e4) / 1e4,
                    text.substring(begin, end)));
        default -> {} // tokens would make the files large, and offsets hold them in place
      }
    }
    return new GoldenEntities(sentences, entities);
  }

  /** Of a golden file. */
  static GoldenEntities ofGolden(JsonObject json) {
    List<List<Integer>> sentences = new ArrayList<>();
    for (JsonElement pair : json.getAsJsonArray("sentences")) {
      JsonArray ends = pair.getAsJsonArray();
      sentences.add(List.of(ends.get(0).getAsInt(), ends.get(1).getAsInt()));
    }
    List<Entity> entities = new ArrayList<>();
    for (JsonElement entity : json.getAsJsonArray("entities")) {
      entities.add(GSON.fromJson(entity, Entity.class));
    }
    return new GoldenEntities(sentences, entities);
  }

  /** A golden file, an entity a line. */
  String toGolden() {
    StringBuilder text = new StringBuilder("{\"sentences\":").append(GSON.toJson(sentences));
    text.append(",\n\"entities\":[");
    String comma = "\n";
    for (Entity entity : entities) {
      text.append(comma).append(GSON.toJson(entity));
      comma = ",\n";
    }
    return text.append("]}\n").toString();
  }
}
