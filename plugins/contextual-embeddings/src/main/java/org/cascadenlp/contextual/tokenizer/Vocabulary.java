package org.cascadenlp.contextual.tokenizer;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.HashMap;
import java.util.Map;
import org.cascadenlp.core.CascadeException;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code tokenizer.json} says of its subwords.
 *
 * @param size all ids are below it
 */
record Vocabulary(int size, int cls, int sep, int pad, int unknown) {

  private static final int LARGEST = 10_000_000;

  /** Reads the model's vocabulary and the tokens added to it. */
  static Vocabulary of(JsonObject json, String place) {
    Map<String, Integer> ids = new HashMap<>();
    JsonElement model = json.get("model");
    JsonElement vocab =
        model != null && model.isJsonObject() ? model.getAsJsonObject().get("vocab") : null;
    if (vocab == null || !vocab.isJsonObject()) {
      throw CascadeException.of(
          place,
          "model.vocab is " + (vocab == null ? "missing" : "no object"),
          "expected subwords with their ids, as WordPiece has them");
    }
    vocab.getAsJsonObject().asMap().forEach((piece, id) -> put(ids, piece, id, place));
    if (json.get("added_tokens") instanceof JsonArray added) {
      for (JsonElement token : added) {
        if (!(token instanceof JsonObject object && object.get("content") != null)) {
          throw CascadeException.of(
              place, "added_tokens holds " + token, "expected objects with content and id");
        }
        put(ids, object.get("content").getAsString(), object.get("id"), place);
      }
    }
    int size = 1 + ids.values().stream().mapToInt(Integer::intValue).max().orElse(-1);
    JsonElement unknown = model.getAsJsonObject().get("unk_token");
    return new Vocabulary(
        size,
        special(ids, "[CLS]", place),
        special(ids, "[SEP]", place),
        special(ids, "[PAD]", place),
        special(
            ids,
            unknown != null && unknown.isJsonPrimitive() ? unknown.getAsString() : "[UNK]",
            place));
  }

  private static void put(
      Map<String, Integer> ids, String piece, @Nullable JsonElement id, String place) {
    String number = String.valueOf(id);
    if (!number.matches("[0-9]{1,8}") || Integer.parseInt(number) >= LARGEST) {
      throw CascadeException.of(
          place, "the id of subword " + piece + " is " + number, "expected 0 to " + (LARGEST - 1));
    }
    ids.put(piece, Integer.parseInt(number));
  }

  private static int special(Map<String, Integer> ids, String piece, String place) {
    Integer id = ids.get(piece);
    if (id == null) {
      throw CascadeException.of(
          place, "there is no subword " + piece, "a BERT's vocabulary has [CLS] [SEP] [PAD] [UNK]");
    }
    return id;
  }
}
