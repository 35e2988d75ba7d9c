package org.cascadenlp.contextual.tokenizer;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.Base64;
import java.util.Map;
import org.cascadenlp.core.CascadeException;
import org.jspecify.annotations.Nullable;

/**
 * What the native tokenizers do not survive or do at random, found before they see it: an error in
 * them ends the whole process.
 */
final class NativeLimits {

  private NativeLimits() {}

  /**
   * Checks {@code description}, and switches off that merges are left out at random; true if that
   * changed something.
   */
  static boolean check(JsonObject description, String place) {
    checkCharacterMaps(description.get("normalizer"), place);
    if (description.get("model") instanceof JsonObject model
        && JsonParts.text(model.get("type")).equals("BPE")) {
      checkMerges(model, JsonParts.text(model.get("continuing_subword_prefix")), place);
      if (!JsonParts.orNull(model.get("dropout")).isJsonNull()) {
        model.add("dropout", JsonNull.INSTANCE);
        return true;
      }
    }
    return false;
  }

  /** The second piece of a merge loses its prefix, which it must have. */
  private static void checkMerges(JsonObject model, String prefix, String place) {
    if (prefix.isEmpty() || !(model.get("merges") instanceof JsonArray merges)) {
      return;
    }
    for (JsonElement merge : merges) {
      String second =
          merge instanceof JsonArray pair && pair.size() == 2
              ? JsonParts.text(pair.get(1))
              : JsonParts.text(merge).substring(JsonParts.text(merge).indexOf(' ') + 1);
      if (!second.startsWith(prefix)) {
        throw CascadeException.of(
            place,
            "the merge "
                + JsonParts.shown(merge)
                + " has no second piece that begins with "
                + prefix,
            "expected what continuing_subword_prefix says");
      }
    }
  }

  private static void checkCharacterMaps(@Nullable JsonElement element, String place) {
    if (element instanceof JsonArray parts) {
      parts.forEach(part -> checkCharacterMaps(part, place));
    } else if (element instanceof JsonObject object) {
      for (Map.Entry<String, JsonElement> entry : object.entrySet()) {
        if (entry.getKey().equals("precompiled_charsmap")) {
          try {
            byte[] map = Base64.getDecoder().decode(JsonParts.text(entry.getValue()));
            CharacterMap.check(map, place);
          } catch (IllegalArgumentException e) {
            throw CascadeException.of(
                place, "precompiled_charsmap is no base64", "fetch the file again", e);
          }
        } else {
          checkCharacterMaps(entry.getValue(), place);
        }
      }
    }
  }
}
