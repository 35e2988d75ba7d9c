package org.cascadenlp.neural.model;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The self-test of a card in {@code model.json}: the members of the expected prediction stand
 * beside its other components, between {@code tokens} and {@code before}.
 */
final class SelfTestJson {

  private static final String TOKENS = "tokens";
  private static final String EXPECTED = "expected";
  private static final String TEXT = "text";
  private static final List<String> NEIGHBOURS = List.of("before", "after");

  private SelfTestJson() {}

  /** From the components of {@link ModelCard.SelfTest} to the members in the file. */
  static JsonObject flat(JsonObject components) {
    JsonObject file = new JsonObject();
    file.add(TOKENS, components.get(TOKENS));
    components.getAsJsonObject(EXPECTED).asMap().forEach(file::add);
    NEIGHBOURS.forEach(name -> file.add(name, components.get(name)));
    if (!components.get(TEXT).getAsString().isEmpty()) {
      file.add(TEXT, components.get(TEXT));
    }
    return file;
  }

  /**
   * From the members in the file to the components of {@link ModelCard.SelfTest}. Neighbours and
   * text that are missing are empty.
   */
  static JsonObject components(JsonObject file) {
    Map<String, JsonElement> members = new LinkedHashMap<>(file.asMap());
    JsonObject components = new JsonObject();
    JsonElement tokens = members.remove(TOKENS);
    if (tokens != null) {
      components.add(TOKENS, tokens);
    }
    for (String name : NEIGHBOURS) {
      JsonElement context = members.remove(name);
      components.add(name, context == null ? new JsonArray() : context);
    }
    JsonElement text = members.remove(TEXT);
    if (text == null) {
      components.addProperty(TEXT, "");
    } else {
      components.add(TEXT, text);
    }
    JsonObject expected = new JsonObject();
    members.forEach(expected::add);
    components.add(EXPECTED, expected);
    return components;
  }
}
