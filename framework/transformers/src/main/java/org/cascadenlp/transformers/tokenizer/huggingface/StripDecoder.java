package org.cascadenlp.transformers.tokenizer.huggingface;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import org.cascadenlp.transformers.tokenizer.settings.JsonParts;
import org.jspecify.annotations.Nullable;

/**
 * Replaces the decoder step {@code Strip} by an equivalent {@code Replace}: native code crashes on
 * {@code Strip} if a subword is shorter than the number of characters to strip at its end.
 */
final class StripDecoder {

  private static final int MAX_STRIPPED = 1_000;

  private StripDecoder() {}

  /** Replaces the unsafe steps in the decoder of {@code description}. */
  static void replaceUnsafe(JsonObject description) {
    JsonElement decoder = description.get("decoder");
    JsonElement safe = safe(decoder);
    if (safe != null && safe != decoder) {
      description.add("decoder", safe);
    } else if (decoder instanceof JsonObject steps) {
      replaceInside(steps);
    }
  }

  private static void replaceInside(JsonObject step) {
    if (step.get("decoders") instanceof JsonArray parts) {
      for (int i = 0; i < parts.size(); i++) {
        JsonElement part = parts.get(i);
        JsonElement safe = safe(part);
        if (safe != null && safe != part) {
          parts.set(i, safe);
        } else if (part instanceof JsonObject object) {
          replaceInside(object);
        }
      }
    }
  }

  private static @Nullable JsonElement safe(@Nullable JsonElement step) {
    if (!(step instanceof JsonObject strip)
        || !JsonParts.text(strip.get("type")).equals("Strip")
        || !String.valueOf(strip.get("stop")).matches("[1-9][0-9]{0,3}")) {
      return step;
    }
    String content = JsonParts.text(strip.get("content"));
    int max = strip.get("stop").getAsInt();
    if (content.codePointCount(0, content.length()) != 1 || max > MAX_STRIPPED) {
      return step;
    }
    JsonObject begin = strip.deepCopy();
    begin.addProperty("stop", 0);
    String end = "\\x{" + Integer.toHexString(content.codePointAt(0)) + "}{1," + max + "}\\z";
    return JsonParts.sequence("decoders", List.of(begin, JsonParts.replace("Regex", end, "")));
  }
}
