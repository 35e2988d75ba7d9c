package org.cascadenlp.formats.examples;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.cascadenlp.core.document.InputOptions.Gold;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.formats.source.CorpusSettings;
import org.cascadenlp.formats.source.Shortened;
import org.jspecify.annotations.Nullable;

/** The members of JSON objects that hold the text and its labels. */
record ObjectMembers(String text, String label, ExampleLabels written, Gold gold) {

  /** Reads the settings {@code text}, {@code label} and those of {@link ExampleLabels}. */
  static ObjectMembers of(CorpusSettings settings, Gold gold) {
    return new ObjectMembers(
        settings.text("text", "text"),
        settings.text("label", "label"),
        ExampleLabels.of(settings),
        gold);
  }

  /**
   * The text of {@code object}; may be empty without gold.
   *
   * @param place file and line, for errors
   */
  String text(String place, JsonObject object) {
    JsonElement found = object.get(text);
    if (found == null) {
      throw CascadeException.of(
          place,
          "there is no member '" + text + "'",
          "set text to one of " + Shortened.of(String.join(", ", object.keySet())));
    }
    if (!found.isJsonPrimitive() || !found.getAsJsonPrimitive().isString()) {
      throw CascadeException.of(
          place,
          "the member '" + text + "' is " + Shortened.of(found.toString()),
          "it must be a string");
    }
    String value = found.getAsString().strip();
    if (value.isEmpty() && gold == Gold.READ) {
      throw CascadeException.of(
          place, "the text is empty", "give the object a text, or remove the line");
    }
    return value;
  }

  /** The labels of {@code object}, without those that are dropped; none without gold. */
  List<String> labels(String place, JsonObject object) {
    Set<String> found = new LinkedHashSet<>();
    if (gold == Gold.READ) {
      for (String each : values(place, object.get(label))) {
        found.addAll(written.of(place, each));
      }
    }
    return List.copyOf(found);
  }

  /** Whether an object with this label, or without, may have several labels, or none. */
  boolean several(JsonObject object) {
    JsonElement found = object.get(label);
    return written.several() || (found != null && found.isJsonArray());
  }

  private List<String> values(String place, @Nullable JsonElement found) {
    List<String> values = new ArrayList<>();
    if (found == null || found.isJsonNull()) {
      values.add("");
    } else if (found.isJsonArray()) {
      found.getAsJsonArray().forEach(each -> values.add(value(place, each)));
    } else {
      values.add(value(place, found));
    }
    return values;
  }

  private String value(String place, JsonElement found) {
    if (!found.isJsonPrimitive()) {
      throw CascadeException.of(
          place,
          "the member '" + label + "' is " + Shortened.of(found.toString()),
          "it must be a string, a number, or a list of them");
    }
    return found.getAsString();
  }
}
