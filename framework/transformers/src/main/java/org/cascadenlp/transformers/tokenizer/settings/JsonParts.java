package org.cascadenlp.transformers.tokenizer.settings;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds and searches the parts of a {@code tokenizer.json}. */
public final class JsonParts {

  private static final int MAX_SHOWN = 100;

  private JsonParts() {}

  /** A {@code tokenizer.json} of its parts. */
  public static JsonObject description(
      Map<Integer, AddedToken> added,
      JsonElement normalizer,
      JsonElement preTokenizer,
      JsonElement postProcessor,
      JsonElement decoder,
      JsonObject model) {
    JsonArray tokens = new JsonArray();
    added.forEach((id, token) -> tokens.add(token.json(id)));
    JsonObject json = new JsonObject();
    json.addProperty("version", "1.0");
    json.add("truncation", JsonNull.INSTANCE);
    json.add("padding", JsonNull.INSTANCE);
    json.add("added_tokens", tokens);
    json.add("normalizer", normalizer);
    json.add("pre_tokenizer", preTokenizer);
    json.add("post_processor", postProcessor);
    json.add("decoder", decoder);
    json.add("model", model);
    return json;
  }

  /** An object with the field {@code type}, as every step of a {@code tokenizer.json} has it. */
  public static JsonObject typed(String type) {
    JsonObject object = new JsonObject();
    object.addProperty("type", type);
    return object;
  }

  /** A step of type Sequence, whose parts are in the list {@code member}. */
  public static JsonObject sequence(String member, List<JsonObject> parts) {
    JsonArray array = new JsonArray();
    parts.forEach(array::add);
    JsonObject sequence = typed("Sequence");
    sequence.add(member, array);
    return sequence;
  }

  /** The step that replaces spaces by a symbol at the begin of words. */
  public static JsonObject metaspace(String scheme) {
    JsonObject metaspace = typed("Metaspace");
    metaspace.addProperty("replacement", "\u2581");
    metaspace.addProperty("prepend_scheme", scheme);
    metaspace.addProperty("split", true);
    return metaspace;
  }

  /** The step that maps bytes to printable characters. */
  public static JsonObject byteLevel(boolean addPrefixSpace, boolean trimOffsets) {
    JsonObject bytes = typed("ByteLevel");
    bytes.addProperty("add_prefix_space", addPrefixSpace);
    bytes.addProperty("trim_offsets", trimOffsets);
    bytes.addProperty("use_regex", true);
    return bytes;
  }

  /**
   * The step that replaces {@code pattern}, a String or Regex by {@code kind}, by {@code content}.
   */
  public static JsonObject replace(String kind, String pattern, String content) {
    JsonObject what = new JsonObject();
    what.addProperty(kind, pattern);
    JsonObject replace = typed("Replace");
    replace.add("pattern", what);
    replace.addProperty("content", content);
    return replace;
  }

  /** A piece and its id, for the BERT and RoBERTa post-processors. */
  public static JsonArray pair(String piece, int id) {
    JsonArray pair = new JsonArray();
    pair.add(piece);
    pair.add(id);
    return pair;
  }

  /** A TemplateProcessing step with the special tokens around one sequence and around two. */
  public static JsonObject template(String single, String pair, SpecialTokens specials) {
    JsonObject used = new JsonObject();
    JsonObject template = typed("TemplateProcessing");
    template.add("single", places(single, specials, used));
    template.add("pair", places(pair, specials, used));
    template.add("special_tokens", used);
    return template;
  }

  private static JsonArray places(String pattern, SpecialTokens specials, JsonObject used) {
    JsonArray places = new JsonArray();
    for (String place : pattern.split(" ", -1)) {
      String name = place.substring(0, place.indexOf(':'));
      boolean sequence = name.startsWith("$");
      String piece = sequence ? name.substring(1) : specials.piece(name);
      JsonObject what = new JsonObject();
      what.addProperty("id", piece);
      what.addProperty("type_id", Integer.parseInt(place.substring(place.indexOf(':') + 1)));
      JsonObject entry = new JsonObject();
      entry.add(sequence ? "Sequence" : "SpecialToken", what);
      places.add(entry);
      if (!sequence) {
        JsonObject token = new JsonObject();
        JsonArray ids = new JsonArray();
        ids.add(specials.id(name));
        JsonArray pieces = new JsonArray();
        pieces.add(piece);
        token.addProperty("id", piece);
        token.add("ids", ids);
        token.add("tokens", pieces);
        used.add(piece, token);
      }
    }
    return places;
  }

  /** The first step of {@code type} in {@code element}, searched recursively, or null. */
  public static @Nullable JsonObject step(@Nullable JsonElement element, String type) {
    List<JsonObject> found = steps(element, type);
    return found.isEmpty() ? null : found.get(0);
  }

  /** All steps of {@code type} in {@code element}, searched recursively. */
  public static List<JsonObject> steps(@Nullable JsonElement element, String type) {
    List<JsonObject> found = new ArrayList<>();
    if (element instanceof JsonArray parts) {
      parts.forEach(part -> found.addAll(steps(part, type)));
    } else if (element instanceof JsonObject object) {
      if (text(object.get("type")).equals(type)) {
        found.add(object);
      }
      for (String member : List.of("normalizers", "pretokenizers", "processors")) {
        found.addAll(steps(object.get(member), type));
      }
    }
    return found;
  }

  /** The string value of {@code element}, or an empty string if it is not a primitive. */
  public static String text(@Nullable JsonElement element) {
    return element != null && element.isJsonPrimitive() ? element.getAsString() : "";
  }

  /** {@code element} truncated for error messages. */
  public static String shown(@Nullable JsonElement element) {
    String text = String.valueOf(element);
    return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...";
  }

  /** {@code value}, or JSON's null for a field that is absent. */
  public static JsonElement orNull(@Nullable JsonElement value) {
    return value == null ? JsonNull.INSTANCE : value;
  }
}
