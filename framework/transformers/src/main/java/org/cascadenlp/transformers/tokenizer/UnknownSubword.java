package org.cascadenlp.transformers.tokenizer;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Map;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.transformers.tokenizer.settings.JsonParts;
import org.cascadenlp.transformers.tokenizer.settings.Vocabulary;

/** The subword that stands for a token of which nothing is left. */
final class Substitute {

  private Substitute() {}

  /** The unknown subword, and where there is none, the end of a text. */
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
      return vocabulary.id(named, "expected the vocabulary that unk_token is of");
    }
    for (String role : new String[] {"unk", "eos", "bos", "sep"}) {
      String piece = roles.getOrDefault(role, "");
      if (vocabulary.has(piece)) {
        return vocabulary.id(piece, "");
      }
    }
    throw CascadeException.of(
        place,
        "there is neither an unknown subword nor an end of text",
        "name one in tokenizer_config.json: \"unk_token\": \"...\"");
  }
}
