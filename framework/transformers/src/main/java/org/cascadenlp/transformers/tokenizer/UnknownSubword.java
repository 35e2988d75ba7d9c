package org.cascadenlp.transformers.tokenizer;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Map;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.transformers.tokenizer.settings.JsonParts;
import org.cascadenlp.transformers.tokenizer.settings.Vocabulary;

/** Finds the subword that represents tokens without subwords. */
final class UnknownSubword {

  private UnknownSubword() {}

  /** The id of the unknown subword, or of the end of text if there is none. */
  static int of(
      JsonObject description, Vocabulary vocabulary, Map<String, String> roles, String place) {
    JsonObject model = description.getAsJsonObject("model");
    JsonElement id = JsonParts.orNull(model.get("unk_id"));
    if (!id.isJsonNull()) {
      int unknown = Vocabulary.id("unk_id", id, place);
      if (model.get("vocab") instanceof JsonArray pieces && unknown >= pieces.size()) {
        throw CascadeException.of(
            place, "unk_id is " + unknown, "expected less than " + pieces.size());
      }
      return unknown;
    }
    String named = JsonParts.text(model.get("unk_token"));
    if (!named.isEmpty()) {
      return vocabulary.id(named, "expected a vocabulary that contains unk_token");
    }
    for (String role : new String[] {"unk", "eos", "bos", "sep"}) {
      String piece = roles.getOrDefault(role, "");
      if (vocabulary.has(piece)) {
        return vocabulary.id(piece, "");
      }
    }
    throw CascadeException.of(
        place,
        "has neither an unknown subword nor an end-of-text subword",
        "set one in tokenizer_config.json: \"unk_token\": \"...\"");
  }
}
