package org.cascadenlp.contextual.tokenizer;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cascadenlp.core.CascadeException;
import org.cascadenlp.neural.JsonFile;
import org.jspecify.annotations.Nullable;

/**
 * What {@code tokenizer_config.json} says of a tokenizer.
 *
 * @param json empty where there is no such file
 * @param place the file, for errors
 */
record TokenizerSettings(JsonObject json, String place) {

  static final String FILE = "tokenizer_config.json";
  private static final String ADDED_FILE = "added_tokens.json";

  /** No settings. */
  static TokenizerSettings none() {
    return new TokenizerSettings(new JsonObject(), FILE);
  }

  /** The settings in {@code folder}, with the tokens of {@code added_tokens.json}. */
  static TokenizerSettings in(Path folder) {
    Path file = folder.resolve(FILE);
    JsonObject json = Files.exists(file) ? JsonFile.read(file) : new JsonObject();
    Path added = folder.resolve(ADDED_FILE);
    if (!json.has(ADDED_FILE) && Files.exists(added)) {
      json.add(ADDED_FILE, JsonFile.read(added));
    }
    return new TokenizerSettings(json, file.toString());
  }

  /** The family of {@code tokenizer_class}, or none. */
  @Nullable TokenizerFamily family() {
    return TokenizerFamily.ofClass(JsonParts.text(json.get("tokenizer_class")));
  }

  boolean has(String name) {
    return !JsonParts.orNull(json.get(name)).isJsonNull();
  }

  boolean flag(String name, boolean absent) {
    JsonElement value = JsonParts.orNull(json.get(name));
    if (value.isJsonNull()) {
      return absent;
    }
    if (value.toString().equals("true") || value.toString().equals("false")) {
      return value.getAsBoolean();
    }
    throw CascadeException.of(place, name + " is " + value, "expected true or false");
  }

  int number(String name, int least, int most, int absent) {
    if (!has(name)) {
      return absent;
    }
    String value = json.get(name).toString();
    if (value.matches("-?[0-9]{1,9}")
        && Integer.parseInt(value) >= least
        && Integer.parseInt(value) <= most) {
      return Integer.parseInt(value);
    }
    throw CascadeException.of(
        place, name + " is " + value, "expected a number from " + least + " to " + most);
  }

  /**
   * The special tokens by role: the family's, with those set here in their place; null sets none.
   */
  Map<String, String> roles(TokenizerFamily family) {
    Map<String, String> roles = new LinkedHashMap<>();
    for (String role : List.of("bos", "eos", "unk", "sep", "pad", "cls", "mask")) {
      String name = role + "_token";
      JsonElement set = json.get(name);
      String content =
          set == null
              ? family.roles().getOrDefault(role, "")
              : set.isJsonNull() ? "" : content(set, name);
      if (!content.isEmpty()) {
        roles.put(role, content);
      }
    }
    return roles;
  }

  /** The tokens that are special without having a role. */
  List<String> moreSpecials() {
    List<String> more = new ArrayList<>();
    if (has("additional_special_tokens")) {
      if (!(json.get("additional_special_tokens") instanceof JsonArray tokens)) {
        throw CascadeException.of(
            place,
            "additional_special_tokens is " + json.get("additional_special_tokens"),
            "expected a list");
      }
      tokens.forEach(token -> more.add(content(token, "additional_special_tokens")));
    }
    return more;
  }

  /** The tokens that were added to the vocabulary, by id. */
  SortedMap<Integer, AddedToken> added() {
    SortedMap<Integer, AddedToken> tokens = new TreeMap<>();
    if (json.get(ADDED_FILE) instanceof JsonObject added) {
      for (Map.Entry<String, JsonElement> entry : added.entrySet()) {
        int id = Vocabulary.id(entry.getKey(), entry.getValue(), ADDED_FILE);
        tokens.put(id, new AddedToken(entry.getKey(), false, false, false, true, false));
      }
    }
    if (json.get("added_tokens_decoder") instanceof JsonObject added) {
      for (Map.Entry<String, JsonElement> entry : added.entrySet()) {
        if (!entry.getKey().matches("[0-9]{1,7}")
            || !(entry.getValue() instanceof JsonObject token)) {
          throw CascadeException.of(
              place, "added_tokens_decoder holds " + entry, "expected ids and tokens");
        }
        tokens.put(Integer.parseInt(entry.getKey()), token(token));
      }
    }
    return tokens;
  }

  private AddedToken token(JsonObject json) {
    TokenizerSettings flags = new TokenizerSettings(json, place);
    return new AddedToken(
        content(json, "added_tokens_decoder"),
        flags.flag("single_word", false),
        flags.flag("lstrip", false),
        flags.flag("rstrip", false),
        flags.flag("normalized", true),
        flags.flag("special", false));
  }

  /** A token is its text or an object with it. */
  private String content(JsonElement token, String name) {
    JsonElement content = token instanceof JsonObject object ? object.get("content") : token;
    String text = JsonParts.text(content);
    if (text.isEmpty()) {
      throw CascadeException.of(place, name + " is " + token, "expected a token's text");
    }
    return text;
  }
}
