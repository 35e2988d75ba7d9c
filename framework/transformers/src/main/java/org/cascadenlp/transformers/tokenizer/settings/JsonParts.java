package org.cascadenlp.transformers.tokenizer.settings;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parts of a {@code tokenizer.json} that several kinds of tokenizers have. */
public final class JsonParts {

  private static final int LONGEST_SHOWN = 100;

  private JsonParts() {}

  /** The whole, of its parts. */
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

  /** {@code member} is the name of the list of parts. */
  public static JsonObject sequence(String member, List<JsonObject> parts) {
    JsonArray array = new JsonArray();
    parts.forEach(array::add);
    JsonObject sequence = typed("Sequence");
    sequence.add(member, array);
    return sequence;
  }

  /** Spaces are written as a mark that begins each word. */
  public static JsonObject metaspace(String scheme) {
    JsonObject metaspace = typed("Metaspace");
    metaspace.addProperty("replacement", "\u2581");
    metaspace.addProperty("prepend_scheme", scheme);
    metaspace.addProperty("split", true);
    return metaspace;
  }

  /** Bytes are written as visible characters. */
  public static JsonObject byteLevel(boolean addPrefixSpace, boolean trimOffsets) {
    JsonObject bytes = typed("ByteLevel");
    bytes.addProperty("add_prefix_space", addPrefixSpace);
    bytes.addProperty("trim_offsets", trimOffsets);
    bytes.addProperty("use_regex", true);
    return bytes;
  }

  /** Each {@code pattern}, a string or a regular expression, becomes {@code content}. */
  public static JsonObject replace(String kind, String pattern, String content) {
    JsonObject what = new JsonObject();
    what.addProperty(kind, pattern);
    JsonObject replace = typed("Replace");
    replace.add("pattern", what);
    replace.addProperty("content", content);
    return replace;
  }

  /** A pair of a piece and its id, as two kinds of post-processors have it. */
  public static JsonArray pair(String piece, int id) {
    JsonArray pair = new JsonArray();
    pair.add(piece);
    pair.add(id);
    return pair;
  }

  /** The special tokens around one sequence and around two. */
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

  /** The first step of {@code type} in {@code element}, however deep in sequences. */
  public static @Nullable JsonObject step(@Nullable JsonElement element, String type) {
    List<JsonObject> found = steps(element, type);
    return found.isEmpty() ? null : found.get(0);
  }

  /** All steps of {@code type}, however deep in sequences. */
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

  /** The string that {@code element} is, empty where it is none. */
  public static String text(@Nullable JsonElement element) {
    return element != null && element.isJsonPrimitive() ? element.getAsString() : "";
  }

  /** The beginning of {@code element}, for errors. */
  public static String shown(@Nullable JsonElement element) {
    String text = String.valueOf(element);
    return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "...";
  }

  /** {@code value}, or JSON's null for a field that is absent. */
  public static JsonElement orNull(@Nullable JsonElement value) {
    return value == null ? JsonNull.INSTANCE : value;
  }
}
