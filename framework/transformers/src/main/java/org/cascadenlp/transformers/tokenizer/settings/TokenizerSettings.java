package org.cascadenlp.transformers.tokenizer.settings;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.weights.json.JsonFile;
import org.jspecify.annotations.Nullable;

/**
 * The settings of {@code tokenizer_config.json} and of the older files that it replaces.
 *
 * @param json the settings; empty if there is no file
 * @param place the file, for errors
 * @param places the file of each field that comes from another file
 */
public record TokenizerSettings(JsonObject json, String place, Map<String, String> places) {

  public static final String FILE = "tokenizer_config.json";
  private static final String ADDED_FILE = "added_tokens.json";
  private static final String SPECIAL_FILE = "special_tokens_map.json";
  private static final String DECODER = "added_tokens_decoder";
  private static final List<String> LISTS =
      List.of("additional_special_tokens", "extra_special_tokens");
  private static final List<String> ROLES =
      List.of("bos", "eos", "unk", "sep", "pad", "cls", "mask");

  TokenizerSettings(JsonObject json, String place) {
    this(json, place, Map.of());
  }

  /** No settings. */
  public static TokenizerSettings none() {
    return new TokenizerSettings(new JsonObject(), FILE);
  }

  /**
   * Reads the settings in {@code folder}. Without {@code added_tokens_decoder}, those of {@code
   * special_tokens_map.json} take precedence, and the tokens of {@code added_tokens.json} are
   * added.
   */
  public static TokenizerSettings in(Path folder) {
    Path file = folder.resolve(FILE);
    JsonObject json = Files.exists(file) ? JsonFile.read(file) : new JsonObject();
    Path added = folder.resolve(ADDED_FILE);
    Path special = folder.resolve(SPECIAL_FILE);
    Map<String, String> places = new LinkedHashMap<>();
    if (!json.has(DECODER)) {
      if (Files.exists(special)) {
        JsonFile.read(special)
            .asMap()
            .forEach(
                (name, value) -> {
                  json.add(name, value);
                  places.put(name, special.toString());
                });
      }
      if (Files.exists(added)) {
        json.add(ADDED_FILE, JsonFile.read(added));
      }
    }
    TokenizerSettings settings = new TokenizerSettings(json, file.toString(), places);
    KnownSettings.check(settings);
    return settings;
  }

  /** The family of {@code tokenizer_class}, or null. */
  public @Nullable TokenizerFamily family() {
    return TokenizerFamily.ofClass(JsonParts.text(json.get("tokenizer_class")));
  }

  /** The file that contains {@code field}, for errors. */
  public String place(String field) {
    return places.getOrDefault(field, place);
  }

  /** Whether the setting {@code name} is stated, and not as null. */
  public boolean has(String name) {
    return !JsonParts.orNull(json.get(name)).isJsonNull();
  }

  /** The setting {@code name}, true or false; {@code absent} if it is not stated. */
  public boolean flag(String name, boolean absent) {
    JsonElement value = JsonParts.orNull(json.get(name));
    if (value.isJsonNull()) {
      return absent;
    }
    if (value.toString().equals("true") || value.toString().equals("false")) {
      return value.getAsBoolean();
    }
    throw CascadeException.of(place(name), name + " is " + value, "expected true or false");
  }

  /**
   * The setting {@code name}, a number from {@code min} to {@code max}; {@code absent} if it is not
   * stated.
   */
  public int number(String name, int min, int max, int absent) {
    if (!has(name)) {
      return absent;
    }
    String value = json.get(name).toString();
    if (value.matches("-?[0-9]{1,9}")
        && Integer.parseInt(value) >= min
        && Integer.parseInt(value) <= max) {
      return Integer.parseInt(value);
    }
    throw CascadeException.of(
        place(name), name + " is " + value, "expected a number from " + min + " to " + max);
  }

  /**
   * The special tokens by role: those stated here, or else the family's; a JSON null removes one.
   */
  public Map<String, String> roles(TokenizerFamily family) {
    Map<String, String> roles = new LinkedHashMap<>();
    for (String role : ROLES) {
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

  /** The token stated for a role, or an empty string. */
  public String token(String role) {
    String name = role + "_token";
    return has(name) ? content(json.get(name), name) : "";
  }

  /** The special tokens without a role. */
  public List<String> moreSpecials() {
    Set<String> more = new LinkedHashSet<>();
    for (String name : LISTS) {
      JsonElement tokens = JsonParts.orNull(json.get(name));
      if (tokens instanceof JsonArray list) {
        list.forEach(token -> more.add(content(token, name)));
      } else if (tokens instanceof JsonObject named && name.startsWith("extra")) {
        named.asMap().forEach((role, token) -> more.add(content(token, name)));
      } else if (!tokens.isJsonNull()) {
        throw CascadeException.of(place(name), name + " is " + tokens, "expected a list");
      }
    }
    json.asMap()
        .forEach(
            (name, token) -> {
              // specific to a model, such as image_token
              if (name.endsWith("_token")
                  && !ROLES.contains(name.substring(0, name.length() - "_token".length()))
                  && !JsonParts.text(token).isEmpty()
                  && token.getAsJsonPrimitive().isString()) {
                more.add(token.getAsString());
              }
            });
    return List.copyOf(more);
  }

  /** Whether the settings state the flags of all added tokens. */
  public boolean hasDecoder() {
    return json.has(DECODER);
  }

  /** The special tokens that are stated as objects, with their flags. */
  public Map<String, AddedToken> flagged() {
    Map<String, AddedToken> flagged = new LinkedHashMap<>();
    List<JsonElement> stated = new ArrayList<>();
    ROLES.forEach(role -> stated.add(JsonParts.orNull(json.get(role + "_token"))));
    for (String name : LISTS) {
      JsonElement tokens = JsonParts.orNull(json.get(name));
      if (tokens instanceof JsonArray list) {
        list.forEach(stated::add);
      } else if (tokens instanceof JsonObject named) {
        stated.addAll(named.asMap().values());
      }
    }
    for (JsonElement element : stated) {
      if (element instanceof JsonObject token) {
        TokenizerSettings flags = new TokenizerSettings(token, place);
        AddedToken special =
            new AddedToken(
                content(token, "a special token"),
                flags.flag("single_word", false),
                flags.flag("lstrip", false),
                flags.flag("rstrip", false),
                flags.flag("normalized", false),
                true);
        flagged.put(special.content(), special);
      }
    }
    return flagged;
  }

  /** The added tokens by id. */
  public SortedMap<Integer, AddedToken> added() {
    SortedMap<Integer, AddedToken> tokens = new TreeMap<>();
    Set<String> specials = new HashSet<>(moreSpecials());
    specials.addAll(roles(TokenizerFamily.PLAIN).values());
    if (json.get(ADDED_FILE) instanceof JsonObject added) {
      for (Map.Entry<String, JsonElement> entry : added.entrySet()) {
        int id = Vocabulary.id(entry.getKey(), entry.getValue(), ADDED_FILE);
        boolean special = specials.contains(entry.getKey());
        tokens.put(id, new AddedToken(entry.getKey(), false, false, false, !special, special));
      }
    }
    if (json.get(DECODER) instanceof JsonObject added) {
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

  /** The content of a token, which is stated as a string or an object. */
  private String content(JsonElement token, String name) {
    JsonElement content = token instanceof JsonObject object ? object.get("content") : token;
    String text = JsonParts.text(content);
    if (text.isEmpty()) {
      throw CascadeException.of(place(name), name + " is " + token, "expected a token's text");
    }
    return text;
  }
}
