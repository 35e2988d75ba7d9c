package org.cascadenlp.contextual.tokenizer;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.cascadenlp.core.CascadeException;
import org.jspecify.annotations.Nullable;

/**
 * What {@code tokenizer_config.json} says of steps that {@code tokenizer.json} describes, too. The
 * class that opens a tokenizer in transformers decides: BERT's builds its normalisation from the
 * settings, a plain one reads the description alone. Where versions of transformers disagree, as
 * for sentencepiece's families, both files have to say the same.
 *
 * <p>Source: the tokenizers of transformers 5.24.
 */
final class NormalizerSettings {

  private static final Set<TokenizerFamily> SENTENCE_PIECES =
      Set.of(
          TokenizerFamily.ALBERT,
          TokenizerFamily.XLNET,
          TokenizerFamily.XLM_ROBERTA,
          TokenizerFamily.DEBERTA_V2,
          TokenizerFamily.T5);

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
   * Puts the settings of a class in transformers into {@code description}; true if that changed
   * something.
   *
   * @param family of the class, none for a plain one
   * @throws CascadeException where the two files disagree on a step
   */
  static boolean set(
      JsonObject description, @Nullable TokenizerFamily family, TokenizerSettings settings) {
    if (family == null) {
      return false;
    }
    NormalizerSettings both = new NormalizerSettings(description, family, settings);
    both.compareSpecialTokens();
    String model =
        description.get("model") instanceof JsonObject object
            ? JsonParts.text(object.get("type"))
            : "";
    if (family.hasWordPieces() && (model.equals("WordPiece") || model.equals("WordLevel"))) {
      return both.setWordPieces();
    } else if (SENTENCE_PIECES.contains(family)) {
      both.compareSentencePieces();
    }
    return false;
  }

  private boolean setWordPieces() {
    if (!settings.has("do_lower_case")
        && !settings.has("strip_accents")
        && !settings.has("tokenize_chinese_chars")) {
      return false;
    }
    if (JsonParts.orNull(description.get("normalizer")).isJsonNull()) {
      description.add("normalizer", WordPieceDescription.normalizer(true, true, JsonNull.INSTANCE));
    }
    List<JsonObject> found = steps("normalizer", "BertNormalizer");
    if (found.isEmpty()) {
      compare("do_lower_case", "normalizer", "Lowercase", true);
      compare("strip_accents", "normalizer", "StripAccents", true);
      return false;
    }
    String before = found.get(0).toString();
    put(found.get(0), "do_lower_case", "lowercase");
    put(found.get(0), "strip_accents", "strip_accents");
    put(found.get(0), "tokenize_chinese_chars", "handle_chinese_chars");
    return !found.get(0).toString().equals(before);
  }

  private void put(JsonObject normalizer, String setting, String field) {
    if (settings.has(setting)) {
      normalizer.addProperty(field, settings.flag(setting, false));
    }
  }

  /** The special tokens that a class of this family puts where the description has its own. */
  private void compareSpecialTokens() {
    if (description.get("model") instanceof JsonObject model
        && model.has("unk_token")
        && !settings.token("unk").isEmpty()
        && family.hasWordPieces()
        && !settings.token("unk").equals(JsonParts.text(model.get("unk_token")))) {
      throw disagree("unk", "has " + JsonParts.text(model.get("unk_token")));
    }
    if (description.get("post_processor") instanceof JsonObject processor
        && Set.of("BertProcessing", "RobertaProcessing")
            .contains(JsonParts.text(processor.get("type")))) {
      for (String role : List.of("cls", "sep")) {
        String found =
            processor.get(role) instanceof JsonArray pair && !pair.isEmpty()
                ? JsonParts.text(pair.get(0))
                : "";
        if (!settings.token(role).isEmpty() && !settings.token(role).equals(found)) {
          throw disagree(role, "puts " + found + " around a text");
        }
      }
    }
  }

  private void compareSentencePieces() {
    if (family != TokenizerFamily.XLM_ROBERTA && family != TokenizerFamily.T5) {
      compare("do_lower_case", "normalizer", "Lowercase", true);
    }
    if (family == TokenizerFamily.ALBERT || family == TokenizerFamily.XLNET) {
      compare("keep_accents", "normalizer", "StripAccents", false);
    } else if (family == TokenizerFamily.DEBERTA_V2) {
      compare("split_by_punct", "pre_tokenizer", "Punctuation", true);
    }
    for (JsonObject words : steps("pre_tokenizer", "Metaspace")) {
      boolean marked = !PrefixSpace.isNever(words);
      if (settings.has("add_prefix_space") && marked != settings.flag("add_prefix_space", true)) {
        throw disagree(
            "add_prefix_space",
            settings.json().get("add_prefix_space").toString(),
            marked ? "marks a text's begin" : "does not mark a text's begin");
      }
    }
  }

  /**
   * Compares a setting with whether there is a step.
   *
   * @param asks the value that asks for the step
   */
  private void compare(String setting, String part, String step, boolean asks) {
    boolean there = !steps(part, step).isEmpty();
    if (settings.has(setting) && (settings.flag(setting, false) == asks) != there) {
      throw disagree(
          setting, settings.json().get(setting).toString(), (there ? "has " : "has no ") + step);
    }
  }

  private CascadeException disagree(String role, String what) {
    return disagree(role + "_token", settings.token(role), what);
  }

  private CascadeException disagree(String setting, String value, String what) {
    return CascadeException.of(
        settings.place(),
        setting + " is " + value + ", but tokenizer.json " + what,
        "remove the setting, or save the tokenizer again so that both files agree");
  }

  /** The steps of one type, however deep in sequences. */
  private List<JsonObject> steps(String part, String type) {
    List<JsonObject> found = new ArrayList<>();
    find(description.get(part), type, found);
    return found;
  }

  private static void find(@Nullable JsonElement element, String type, List<JsonObject> found) {
    if (element instanceof JsonArray parts) {
      parts.forEach(part -> find(part, type, found));
    } else if (element instanceof JsonObject object) {
      if (JsonParts.text(object.get("type")).equals(type)) {
        found.add(object);
      }
      find(object.get("normalizers"), type, found);
      find(object.get("pretokenizers"), type, found);
    }
  }
}
