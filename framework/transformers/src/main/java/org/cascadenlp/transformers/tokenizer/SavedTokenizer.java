package org.cascadenlp.transformers.tokenizer;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.transformers.tokenizer.overrides.SpecialTokenSettings;
import org.cascadenlp.transformers.tokenizer.settings.JsonParts;
import org.cascadenlp.transformers.tokenizer.settings.TokenizerFamily;
import org.cascadenlp.transformers.tokenizer.settings.TokenizerSettings;
import org.cascadenlp.transformers.tokenizer.settings.Vocabulary;
import org.cascadenlp.weights.json.JsonFile;

/** Writes the files from which transformers opens the same tokenizer. */
final class SavedTokenizer {

  /** Settings that are redundant in the saved files, or that would run code. */
  private static final List<String> DROPPED =
      List.of(
          "auto_map",
          "added_tokens.json",
          "added_tokens_decoder",
          "name_or_path",
          "tokenizer_file",
          "vocab_file");

  private static final String INPUTS = "model_input_names";

  private SavedTokenizer() {}

  /**
   * Writes {@code tokenizer.json} and the settings that transformers needs to open it unchanged.
   *
   * @param inputs as in {@link SubwordTokenizer#save(Path, List)}
   */
  static void write(
      Path folder,
      String json,
      TokenizerFamily family,
      TokenizerSettings settings,
      Vocabulary vocabulary,
      List<String> inputs) {
    JsonObject description = JsonFile.parse(json, TokenizerFiles.DESCRIPTION);
    JsonObject written =
        family == TokenizerFamily.BERT
            ? bert(description, settings, vocabulary)
            : settings(description, family, settings, vocabulary);
    if (family == TokenizerFamily.PLAIN && !settings.has(INPUTS) && !inputs.isEmpty()) {
      JsonArray names = new JsonArray();
      inputs.forEach(names::add);
      written.add(INPUTS, names);
    }
    JsonFile.write(folder.resolve(TokenizerSettings.FILE), written);
    Path file = folder.resolve(TokenizerFiles.DESCRIPTION);
    try {
      Files.writeString(file, json);
    } catch (IOException e) {
      throw CascadeException.of(
          file.toString(),
          "cannot be written: " + CascadeException.describe(e),
          "check its folder, its rights and the space",
          e);
    }
  }

  private static JsonObject bert(
      JsonObject description, TokenizerSettings stated, Vocabulary vocabulary) {
    JsonObject settings = new JsonObject();
    settings.addProperty("tokenizer_class", TokenizerFamily.BERT.tokenizerClass());
    addNormalizer(settings, description);
    SpecialTokenSettings.stated(description, TokenizerFamily.BERT, stated, vocabulary)
        .forEach((role, piece) -> settings.addProperty(role + "_token", piece));
    return settings;
  }

  /** The settings the tokenizer was opened with, completed from the description. */
  private static JsonObject settings(
      JsonObject description,
      TokenizerFamily family,
      TokenizerSettings stated,
      Vocabulary vocabulary) {
    JsonObject settings = stated.json().deepCopy();
    DROPPED.forEach(settings::remove);
    if (!stated.has("tokenizer_class")) {
      settings.addProperty("tokenizer_class", family.tokenizerClass());
    }
    if (family.hasWordPieces()) {
      addNormalizer(settings, description);
    }
    // without an explicit null, transformers adds tokens without embeddings
    Map<String, String> roles =
        SpecialTokenSettings.stated(description, family, stated, vocabulary);
    for (String role : List.of("bos", "eos", "unk", "sep", "pad", "cls", "mask")) {
      String piece = roles.getOrDefault(role, "");
      // the class of plain tokenizers has no default tokens
      boolean hasNoDefault = piece.isEmpty() && family == TokenizerFamily.PLAIN;
      if (!vocabulary.has(piece) && !hasNoDefault) {
        settings.add(role + "_token", JsonNull.INSTANCE);
      } else if (!hasNoDefault && !stated.has(role + "_token")) {
        settings.addProperty(role + "_token", piece);
      }
    }
    if (description.get("pre_tokenizer") instanceof JsonObject words
        && words.has("add_prefix_space")) {
      settings.add("add_prefix_space", words.get("add_prefix_space"));
    }
    if (description.get("post_processor") instanceof JsonObject processor
        && family == TokenizerFamily.ROBERTA
        && processor.has("trim_offsets")) {
      settings.add("trim_offsets", processor.get("trim_offsets"));
    }
    if (family == TokenizerFamily.T5 && !stated.has("extra_ids")) {
      settings.addProperty("extra_ids", extraIds(description));
    }
    if (family == TokenizerFamily.XLNET && !stated.has("additional_special_tokens")) {
      JsonArray more = new JsonArray();
      List.of("<eop>", "<eod>").stream().filter(vocabulary::has).forEach(more::add);
      settings.add("additional_special_tokens", more);
    }
    return settings;
  }

  private static void addNormalizer(JsonObject settings, JsonObject description) {
    if (description.get("normalizer") instanceof JsonObject normalizer
        && normalizer.has("lowercase")) {
      settings.add("do_lower_case", normalizer.get("lowercase"));
      settings.add("strip_accents", JsonParts.orNull(normalizer.get("strip_accents")));
      settings.add(
          "tokenize_chinese_chars", JsonParts.orNull(normalizer.get("handle_chinese_chars")));
    }
  }

  private static int extraIds(JsonObject description) {
    int count = 0;
    if (description.get("added_tokens") instanceof JsonArray added) {
      for (JsonElement token : added) {
        if (token instanceof JsonObject object
            && JsonParts.text(object.get("content")).matches("<extra_id_[0-9]+>")) {
          count++;
        }
      }
    }
    return count;
  }
}
