package org.cascadenlp.contextual.tokenizer;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import org.jspecify.annotations.Nullable;

/** The setting that puts a space before a text, of tokenizers in whose subwords spaces are. */
final class PrefixSpace {

  private static final String NAME = "add_prefix_space";

  private PrefixSpace() {}

  /** Sets it as {@code settings} have it, as transformers does; true if that changed something. */
  static boolean set(JsonObject description, TokenizerSettings settings) {
    if (!settings.has(NAME)
        || !(description.get("pre_tokenizer") instanceof JsonObject words)
        || !JsonParts.text(words.get("type")).equals("ByteLevel")) {
      return false;
    }
    boolean asked = settings.flag(NAME, false);
    boolean changed = !JsonParts.text(words.get(NAME)).equals(String.valueOf(asked));
    words.addProperty(NAME, asked);
    return changed;
  }

  /** Switches it on wherever bytes are read; true if that changed something. */
  static boolean add(JsonObject description) {
    return add(description.get("pre_tokenizer"));
  }

  private static boolean add(@Nullable JsonElement element) {
    boolean changed = false;
    if (element instanceof JsonObject object) {
      if (JsonParts.text(object.get("type")).equals("ByteLevel")
          && !JsonParts.text(object.get(NAME)).equals("true")) {
        object.addProperty(NAME, true);
        return true;
      }
      return add(object.get("pretokenizers"));
    } else if (element instanceof JsonArray parts) {
      for (JsonElement part : parts) {
        changed |= add(part);
      }
    }
    return changed;
  }
}
