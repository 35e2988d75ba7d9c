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

/** The setting that puts a space before a text, of tokenizers in whose subwords spaces are. */
public final class PrefixSpace {

  private static final String NAME = "add_prefix_space";

  /** Where the space before a word comes from. */
  public enum Place {
    /** The tokenizer of texts adds it, or its subwords have no spaces. */
    WHERE_IT_IS,
    /** A tokenizer of its own, with the setting switched on. */
    SETTING,
    /** The word is handed over with a space before it. */
    TEXT,
    /** With the mark of a space, as spaces at a text's begin may be taken off. */
    MARK
  }

  private PrefixSpace() {}

  /**
   * Sets it as {@code settings} have it, as the classes of transformers do that have it.
   *
   * @param family of the class, none for a plain one, which reads the description alone
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

  /**
   * Makes the offsets in {@code description} those that RoBERTa's class states, with or without the
   * spaces of subwords.
   */
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
   * Makes {@code description} that of words, which are cut as if a space stood before each.
   *
   * <p>The setting acts on whatever reaches it. So it is switched on where that is the word; where
   * another step has cut the word before, or where there is no such setting, the space has to stand
   * in the word's text.
   */
  public static Place before(JsonObject description) {
    List<JsonObject> steps = new ArrayList<>();
    flatten(description.get("pre_tokenizer"), steps);
    for (int i = 0; i < steps.size(); i++) {
      JsonObject step = steps.get(i);
      switch (JsonParts.text(step.get("type"))) {
        case "ByteLevel" -> {
          if (JsonParts.text(step.get(NAME)).equals("true")) {
            return Place.WHERE_IT_IS;
          } else if (i > 0) {
            return Place.TEXT;
          }
          step.addProperty(NAME, true);
          return Place.SETTING;
        }
        case "Metaspace" -> {
          return isNever(step) ? Place.MARK : Place.WHERE_IT_IS;
        }
        default -> {} // leaves spaces as they are
      }
    }
    return Place.WHERE_IT_IS;
  }

  /** True for a Metaspace that puts no mark before a text. */
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
