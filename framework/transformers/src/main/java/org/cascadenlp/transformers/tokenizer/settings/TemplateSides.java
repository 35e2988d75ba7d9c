package org.cascadenlp.transformers.tokenizer.settings;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.cascadenlp.core.error.CascadeException;
import org.jspecify.annotations.Nullable;

/**
 * The special tokens before, between and after the sequences of a template, and the token types of
 * the sequences.
 */
final class TemplateSides {

  /** A special token. */
  record Special(String piece, int id, int type) {}

  private static final List<String> SEQUENCES = List.of("A", "B");

  private final String name;
  private final List<List<Special>> sides = new ArrayList<>();
  private final int[] types;

  private TemplateSides(String name, int sequences) {
    this.name = name;
    this.types = new int[sequences];
    for (int i = 0; i < sequences; i++) {
      types[i] = i; // unless a post-processor says otherwise
      sides.add(new ArrayList<>());
    }
    sides.add(new ArrayList<>());
  }

  /** A template of one sequence. */
  static TemplateSides single() {
    return new TemplateSides("single", 1);
  }

  /** A template of two sequences. */
  static TemplateSides pair() {
    return new TemplateSides("pair", 2);
  }

  /** The special tokens before sequence {@code index} or, for their number, after the last. */
  List<Special> side(int index) {
    return sides.get(index);
  }

  /** The token type of sequence {@code index}. */
  int type(int index) {
    return types[index];
  }

  /** Sets all token types to 0. */
  void dropTypes() {
    sides.forEach(side -> side.replaceAll(old -> new Special(old.piece, old.id, 0)));
    Arrays.fill(types, 0);
  }

  private List<Special> last() {
    return sides.get(types.length);
  }

  /**
   * Adds the special tokens of a family.
   *
   * @param template as {@link TokenizerFamily#single} or {@link TokenizerFamily#pair}
   */
  TemplateSides conventional(
      String template, TokenizerFamily family, Map<String, String> roles, Vocabulary vocabulary) {
    int at = 0;
    for (String part : template.split(" ", -1)) {
      String role = part.substring(0, part.indexOf(':'));
      int type = Integer.parseInt(part.substring(part.indexOf(':') + 1));
      if (role.startsWith("$")) {
        types[at++] = type;
      } else {
        String piece = roles.getOrDefault(role, role);
        int id = vocabulary.id(piece, "a " + family + "'s vocabulary has " + roles);
        sides.get(at).add(new Special(piece, id, type));
      }
    }
    return this;
  }

  /** Adds the special tokens of {@code element}, a {@code post_processor}. */
  TemplateSides read(JsonElement element, String place) {
    if (!(element instanceof JsonObject processor)) {
      throw wrong(element, place);
    }
    switch (JsonParts.text(processor.get("type"))) {
      case "ByteLevel" -> {}
      case "BertProcessing" -> around(processor, 1, place);
      case "RobertaProcessing" -> {
        around(processor, 2, place);
        dropTypes();
      }
      case "TemplateProcessing" -> template(processor, place);
      case "Sequence" -> {
        if (!(processor.get("processors") instanceof JsonArray parts)) {
          throw wrong(processor.get("processors"), place);
        }
        parts.forEach(part -> read(part, place));
      }
      default -> throw wrong(processor.get("type"), place);
    }
    return this;
  }

  /** BERT's and RoBERTa's form, whose sequences are separated by one or two separators. */
  private void around(JsonObject processor, int separators, String place) {
    sides.get(0).add(ofPair(processor.get("cls"), 0, place));
    Special separator = ofPair(processor.get("sep"), types[types.length - 1], place);
    last().add(separator);
    for (int i = 1; i < types.length; i++) {
      for (int k = 0; k < separators; k++) {
        sides.get(i).add(new Special(separator.piece, separator.id, 0));
      }
    }
  }

  private void template(JsonObject processor, String place) {
    if (!(processor.get(name) instanceof JsonArray parts)
        || !(processor.get("special_tokens") instanceof JsonObject tokens)) {
      throw wrong(processor, place);
    }
    int at = 0;
    for (JsonElement part : parts) {
      if (part instanceof JsonObject object && object.has("Sequence")) {
        at = sequence(object.get("Sequence"), at, place);
      } else if (part instanceof JsonObject object
          && object.get("SpecialToken") instanceof JsonObject special
          && tokens.get(JsonParts.text(special.get("id"))) instanceof JsonObject token
          && token.get("ids") instanceof JsonArray ids
          && token.get("tokens") instanceof JsonArray pieces
          && pieces.size() == ids.size()) {
        int type = Vocabulary.id("type_id", special.get("type_id"), place);
        for (int i = 0; i < ids.size(); i++) {
          String piece = JsonParts.text(pieces.get(i));
          sides.get(at).add(new Special(piece, Vocabulary.id(piece, ids.get(i), place), type));
        }
      } else {
        throw wrong(part, place);
      }
    }
  }

  /**
   * Reads the place of a sequence of the template after {@code at} others; returns their number.
   */
  private int sequence(JsonElement part, int at, String place) {
    boolean expected =
        part instanceof JsonObject object
            && at < types.length
            && JsonParts.text(object.get("id")).equals(SEQUENCES.get(at));
    if (types.length > 1 && !expected) {
      throw wrong(part, place);
    }
    if (expected && part.getAsJsonObject().has("type_id")) {
      types[at] = Vocabulary.id("type_id", part.getAsJsonObject().get("type_id"), place);
    }
    return Math.min(types.length, at + 1);
  }

  private static Special ofPair(@Nullable JsonElement pair, int type, String place) {
    if (pair instanceof JsonArray array && array.size() == 2) {
      String piece = JsonParts.text(array.get(0));
      return new Special(piece, Vocabulary.id(piece, array.get(1), place), type);
    }
    throw wrong(pair, place);
  }

  /** Throws if one of {@code specials} is not in {@code vocabulary}. */
  static void check(List<Special> specials, Vocabulary vocabulary, String place) {
    for (Special special : specials) {
      if (special.id >= vocabulary.size()) {
        throw CascadeException.of(
            place,
            "post_processor has the id " + special.id,
            "expected ids below " + vocabulary.size());
      }
    }
  }

  private static CascadeException wrong(@Nullable JsonElement found, String place) {
    return CascadeException.of(
        place,
        "post_processor holds " + JsonParts.shown(found),
        "expected TemplateProcessing, BertProcessing, RobertaProcessing, ByteLevel or a Sequence"
            + " of them, as Hugging Face's tokenizers write them");
  }
}
