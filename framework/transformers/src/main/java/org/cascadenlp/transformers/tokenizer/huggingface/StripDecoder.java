package org.cascadenlp.transformers.tokenizer.huggingface;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import org.cascadenlp.transformers.tokenizer.settings.JsonParts;
import org.jspecify.annotations.Nullable;

/**
 * The step {@code Strip} of a decoder, of which native code does not survive a subword that is
 * shorter than what it may take off at the end: a step that replaces the same does.
 */
final class StripDecoder {

  private static final int MOST = 1_000;

  private StripDecoder() {}

  /** Makes the steps in the decoder of {@code description} sound. */
  static void makeSound(JsonObject description) {
    JsonElement decoder = description.get("decoder");
    JsonElement sound = sound(decoder);
    if (sound != null && sound != decoder) {
      description.add("decoder", sound);
    } else if (decoder instanceof JsonObject steps) {
      inside(steps);
    }
  }

  private static void inside(JsonObject step) {
    if (step.get("decoders") instanceof JsonArray parts) {
      for (int i = 0; i < parts.size(); i++) {
        JsonElement part = parts.get(i);
        JsonElement sound = sound(part);
        if (sound != null && sound != part) {
          parts.set(i, sound);
        } else if (part instanceof JsonObject object) {
          inside(object);
        }
      }
    }
  }

  private static @Nullable JsonElement sound(@Nullable JsonElement step) {
    if (!(step instanceof JsonObject strip)
        || !JsonParts.text(strip.get("type")).equals("Strip")
        || !String.valueOf(strip.get("stop")).matches("[1-9][0-9]{0,3}")) {
      return step;
    }
    String content = JsonParts.text(strip.get("content"));
    int most = strip.get("stop").getAsInt();
    if (content.codePointCount(0, content.length()) != 1 || most > MOST) {
      return step;
    }
    JsonObject begin = strip.deepCopy();
    begin.addProperty("stop", 0);
    String end = "\\x{" + Integer.toHexString(content.codePointAt(0)) + "}{1," + most + "}\\z";
    return JsonParts.sequence("decoders", List.of(begin, JsonParts.replace("Regex", end, "")));
  }
}
