package org.cascadenlp.transformers.tokenizer.overrides;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.transformers.tokenizer.conversion.WordPieceDescription;
import org.cascadenlp.transformers.tokenizer.settings.JsonParts;
import org.cascadenlp.transformers.tokenizer.settings.TokenizerFamily;
import org.cascadenlp.transformers.tokenizer.settings.TokenizerSettings;
import org.jspecify.annotations.Nullable;

/**
 * Applies the settings of {@code tokenizer_config.json} to the normalizer in {@code
 * tokenizer.json}. The tokenizer's class in transformers decides which file takes precedence: BERT
 * and SentencePiece families build these steps from the settings, a plain tokenizer uses the
 * description alone.
 *
 * <p>Source: the tokenizers of transformers 5.24.
 */
public final class NormalizerSettings {

  private final JsonObject description;
  private final TokenizerFamily family;
  private final TokenizerSettings settings;

  private NormalizerSettings(
      JsonObject description, TokenizerFamily family, TokenizerSettings settings) {
    this.description = description;
    this.family = family;
    this.settings = settings;
  }

  /**
   * Applies the settings to {@code description}.
   *
   * @param family the family, null for a plain tokenizer
   * @throws CascadeException if the two files state different unknown subwords
   */
  public static void set(
      JsonObject description, @Nullable TokenizerFamily family, TokenizerSettings settings) {
    if (family == null) {
      return;
    }
    NormalizerSettings both = new NormalizerSettings(description, family, settings);
    both.compareUnknown();
    String model =
        description.get("model") instanceof JsonObject object
            ? JsonParts.text(object.get("type"))
            : "";
    if (family.hasWordPieces() && (model.equals("WordPiece") || model.equals("WordLevel"))) {
      both.setWordPieces();
    } else if (family == TokenizerFamily.ROBERTA) {
      PrefixSpace.setOffsets(description, settings);
    } else {
      SentencePieceSettings.set(description, family, settings);
    }
  }

  private void setWordPieces() {
    if (!settings.has("do_lower_case")
        && !settings.has("strip_accents")
        && !settings.has("tokenize_chinese_chars")) {
      return;
    }
    JsonObject normalizer = JsonParts.step(description.get("normalizer"), "BertNormalizer");
    if (normalizer == null) {
      // these classes always use BERT's normalizer
      normalizer = WordPieceDescription.normalizer(true, true, JsonNull.INSTANCE);
      description.add("normalizer", normalizer);
    }
    put(normalizer, "do_lower_case", "lowercase");
    put(normalizer, "strip_accents", "strip_accents");
    put(normalizer, "tokenize_chinese_chars", "handle_chinese_chars");
  }

  private void put(JsonObject normalizer, String setting, String field) {
    if (settings.has(setting)) {
      normalizer.addProperty(field, settings.flag(setting, false));
    }
  }

  /** Checks that the settings and the model state the same unknown subword. */
  private void compareUnknown() {
    String stated = settings.token("unk");
    if (description.get("model") instanceof JsonObject model
        && model.has("unk_token")
        && !stated.isEmpty()
        && family.hasWordPieces()
        && !stated.equals(JsonParts.text(model.get("unk_token")))) {
      throw CascadeException.of(
          settings.place("unk_token"),
          "unk_token is "
              + stated
              + ", but tokenizer.json has "
              + JsonParts.text(model.get("unk_token")),
          "remove the setting, or save the tokenizer again so that both files agree");
    }
  }
}
