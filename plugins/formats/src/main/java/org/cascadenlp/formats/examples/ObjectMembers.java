package org.cascadenlp.formats.examples;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.cascadenlp.core.document.InputOptions.Gold;
import org.cascadenlp.core.document.TextCleaner;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.formats.source.CorpusSettings;
import org.cascadenlp.formats.source.Shortened;
import org.jspecify.annotations.Nullable;

/** The members of JSON objects that hold the texts and their labels or score. */
record ObjectMembers(String label, ExampleReading reading) {

  /** Reads the settings {@code text}, {@code label} and those of {@link ExampleReading}. */
  static ObjectMembers of(CorpusSettings settings, Gold gold) {
    return new ObjectMembers(settings.text("label", "label"), ExampleReading.of(settings, gold));
  }

  /**
   * The texts of {@code object}.
   *
   * @param place file and line, for errors
   */
  List<TextCleaner.Cleaned> texts(String place, JsonObject object) {
    List<String> written =
        reading.texts().names().stream().map(name -> text(place, object, name)).toList();
    return reading.clean(place, written, "object");
  }

  private static String text(String place, JsonObject object, String name) {
    JsonElement found = object.get(name);
    if (found == null) {
      throw CascadeException.of(
          place,
          "there is no member '" + name + "'",
          "set text to one of " + Shortened.of(String.join(", ", object.keySet())));
    }
    if (!found.isJsonPrimitive() || !found.getAsJsonPrimitive().isString()) {
      throw CascadeException.of(
          place,
          "the member '" + name + "' is " + Shortened.of(found.toString()),
          "it must be a string");
    }
    return found.getAsString();
  }

  /** The id of {@code object}; empty if there is no member for it. */
  String id(String place, JsonObject object) {
    String name = reading.ids().column();
    if (name.isEmpty()) {
      return "";
    }
    JsonElement found = object.get(name);
    return reading.ids().add(place, found == null ? "" : value(place, name, found));
  }

  /** The gold of {@code object}, without labels that are dropped; none without gold. */
  Example.Gold gold(String place, JsonObject object) {
    if (reading.readsScores()) {
      String name = reading.score().name();
      JsonElement found = object.get(name);
      String written = found == null || found.isJsonNull() ? "" : value(place, name, found);
      return Example.Gold.ofScore(reading.score().of(place, written));
    }
    Set<String> found = new LinkedHashSet<>();
    if (reading.needsGold()) {
      for (String each : values(place, object.get(label))) {
        found.addAll(reading.labels().of(place, each));
      }
    }
    return Example.Gold.ofLabels(List.copyOf(found));
  }

  /** Whether an object with this label, or without, may have several labels, or none. */
  boolean several(JsonObject object) {
    JsonElement found = object.get(label);
    return reading.labels().several() || (found != null && found.isJsonArray());
  }

  private List<String> values(String place, @Nullable JsonElement found) {
    List<String> values = new ArrayList<>();
    if (found == null || found.isJsonNull()) {
      values.add("");
    } else if (found.isJsonArray()) {
      found.getAsJsonArray().forEach(each -> values.add(value(place, label, each)));
    } else {
      values.add(value(place, label, found));
    }
    return values;
  }

  private static String value(String place, String name, JsonElement found) {
    if (!found.isJsonPrimitive()) {
      throw CascadeException.of(
          place,
          "the member '" + name + "' is " + Shortened.of(found.toString()),
          "it must be a string, a number, or a list of them");
    }
    return found.getAsString();
  }
}
