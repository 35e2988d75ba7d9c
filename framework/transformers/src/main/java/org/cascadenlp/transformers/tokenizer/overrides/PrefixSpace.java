package org.cascadenlp.transformers.tokenizer.overrides;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.cascadenlp.transformers.tokenizer.settings.JsonParts;
import org.cascadenlp.transformers.tokenizer.settings.TokenizerFamily;
import org.cascadenlp.transformers.tokenizer.settings.TokenizerSettings;
import org.jspecify.annotations.Nullable;

/** The setting {@code add_prefix_space} of tokenizers whose subwords include spaces. */
public final class PrefixSpace {

  private static final String NAME = "add_prefix_space";

  /** How the space before a word is added. */
  public enum Place {
    /** The tokenizer adds it, or its subwords do not include spaces. */
    UNCHANGED,
    /** A second tokenizer with the setting enabled adds it. */
    SETTING,
    /** A space is prepended to the word. */
    TEXT,
    /** The symbol of a space is prepended, because leading spaces may be stripped. */
    MARK
  }

  private PrefixSpace() {}

  /**
   * Applies the setting for the classes of transformers that have it.
   *
   * @param family the family, null for a plain tokenizer, which uses the description alone
   */
  public static void set(
      JsonObject description, @Nullable TokenizerFamily family, TokenizerSettings settings) {
    boolean has = family == TokenizerFamily.ROBERTA || family == TokenizerFamily.GPT2;
    if (!has
        || !(description.get("pre_tokenizer") instanceof JsonObject words)
        || !JsonParts.text(words.get("type")).equals("ByteLevel")) {
      return;
    }
    put(words, NAME, settings);
  }

  /** Applies the settings of RoBERTa's class for offsets, which include or exclude spaces. */
  static void setOffsets(JsonObject description, TokenizerSettings settings) {
    JsonObject offsets =
        JsonParts.step(JsonParts.orNull(description.get("post_processor")), "RobertaProcessing");
    if (offsets != null) {
      put(offsets, NAME, settings);
      put(offsets, "trim_offsets", settings);
    }
  }

  private static void put(JsonObject step, String name, TokenizerSettings settings) {
    if (settings.has(name)) {
      step.addProperty(name, settings.flag(name, false));
    }
  }

  /**
   * Changes {@code description} to tokenize words as if they followed a space.
   *
   * <p>The setting applies to the input of its step. It is enabled if that is the whole word. If an
   * earlier step splits the word, or if there is no such setting, the space must be prepended to
   * the word.
   */
  public static Place before(JsonObject description) {
    List<JsonObject> steps = new ArrayList<>();
    flatten(description.get("pre_tokenizer"), steps);
    for (int i = 0; i < steps.size(); i++) {
      JsonObject step = steps.get(i);
      switch (JsonParts.text(step.get("type"))) {
        case "ByteLevel" -> {
          if (JsonParts.text(step.get(NAME)).equals("true")) {
            return Place.UNCHANGED;
          } else if (i > 0) {
            return Place.TEXT;
          }
          step.addProperty(NAME, true);
          return Place.SETTING;
        }
        case "Metaspace" -> {
          return isNever(step) ? Place.MARK : Place.UNCHANGED;
        }
        default -> {} // does not affect spaces
      }
    }
    return Place.UNCHANGED;
  }

  /** Whether a Metaspace step does not prepend its symbol to a text. */
  static boolean isNever(JsonObject metaspace) {
    return metaspace.has("prepend_scheme")
        ? JsonParts.text(metaspace.get("prepend_scheme")).equals("never")
        : JsonParts.text(metaspace.get(NAME)).equals("false");
  }

  private static void flatten(@Nullable JsonElement element, List<JsonObject> steps) {
    if (element instanceof JsonObject object) {
      if (object.get("pretokenizers") instanceof JsonArray parts) {
        parts.forEach(part -> flatten(part, steps));
      } else {
        steps.add(object);
      }
    }
  }
}
