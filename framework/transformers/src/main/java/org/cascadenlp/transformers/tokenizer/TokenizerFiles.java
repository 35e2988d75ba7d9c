package org.cascadenlp.transformers.tokenizer;

import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.transformers.tokenizer.conversion.BytePairDescription;
import org.cascadenlp.transformers.tokenizer.conversion.SentencePieceDescription;
import org.cascadenlp.transformers.tokenizer.conversion.SentencePieceModel;
import org.cascadenlp.transformers.tokenizer.conversion.WordPieceDescription;
import org.cascadenlp.transformers.tokenizer.huggingface.NativeLimits;
import org.cascadenlp.transformers.tokenizer.overrides.AddedTokenSettings;
import org.cascadenlp.transformers.tokenizer.settings.JsonParts;
import org.cascadenlp.transformers.tokenizer.settings.TokenizerFamily;
import org.cascadenlp.transformers.tokenizer.settings.TokenizerSettings;
import org.cascadenlp.transformers.tokenizer.settings.Vocabulary;
import org.cascadenlp.transformers.tokenizer.settings.VocabularyFile;
import org.cascadenlp.weights.json.JsonFile;
import org.jspecify.annotations.Nullable;

/**
 * The tokenizer of a Hugging Face folder, converted from whichever files it has.
 *
 * @param description the {@code tokenizer.json}, read or converted
 * @param place the source file, for errors
 * @param family the stated or inferred family; null if only the description determines it
 */
record TokenizerFiles(
    JsonObject description,
    String place,
    @Nullable TokenizerFamily family,
    TokenizerSettings settings) {

  static final String DESCRIPTION = "tokenizer.json";
  private static final String PIECES = "vocab.txt";

  /** Files of byte-pair encoding, vocabulary and merges, as Hugging Face and OpenAI call them. */
  private static final Map<String, String> BYTE_PAIRS =
      Map.of("vocab.json", "merges.txt", "encoder.json", "vocab.bpe");

  /** SentencePiece model files. */
  private static final List<String> SENTENCE_PIECES =
      List.of("spiece.model", "sentencepiece.bpe.model", "spm.model", "tokenizer.model");

  /** Finds the tokenizer of {@code folder}. */
  static TokenizerFiles in(Path folder) {
    TokenizerSettings settings = TokenizerSettings.in(folder);
    TokenizerFamily family = family(folder, settings);
    Path own = folder.resolve(DESCRIPTION);
    if (Files.exists(own)) {
      String text = JsonFile.text(own, NativeLimits.LONGEST_DESCRIPTION);
      JsonObject description = JsonFile.parse(text, own.toString());
      AddedTokenSettings.keepStated(description, family, settings);
      return new TokenizerFiles(description, own.toString(), family, settings);
    }
    Path file = vocabulary(folder, family);
    String name = String.valueOf(file.getFileName());
    if (name.equals(PIECES)) {
      TokenizerFamily known = family == null ? TokenizerFamily.BERT : family;
      List<String> lines = VocabularyFile.lines(JsonFile.text(file));
      if (family == null && !lines.contains("[CLS]") && lines.contains("<s>")) {
        known = TokenizerFamily.MPNET;
      }
      return converted(
          WordPieceDescription.of(lines, known, settings, file.toString()), file, known, settings);
    } else if (BYTE_PAIRS.containsKey(name)) {
      return bytePairs(file, BYTE_PAIRS.get(name), family, settings);
    }
    return sentencePieces(file, family, settings);
  }

  private static TokenizerFiles bytePairs(
      Path file, String mergesName, @Nullable TokenizerFamily family, TokenizerSettings settings) {
    Path merges = file.resolveSibling(mergesName);
    if (!Files.exists(merges)) {
      throw CascadeException.of(
          String.valueOf(file.getParent()),
          "has " + file.getFileName() + ", but not " + mergesName,
          "byte-pair encoding needs both: add the merges that came with the vocabulary");
    }
    Map<String, Integer> ids = VocabularyFile.parse(JsonFile.text(file), file.toString());
    TokenizerFamily known =
        family != null
            ? family
            : TokenizerFamily.ofBytePairs(
                Vocabulary.of(ids, file.toString()), BytePairDescription.marksWordEnds(ids));
    JsonObject json =
        BytePairDescription.of(
            ids, JsonFile.text(merges), known, settings, file.toString(), merges.toString());
    return converted(json, file, known, settings);
  }

  private static TokenizerFiles sentencePieces(
      Path file, @Nullable TokenizerFamily family, TokenizerSettings settings) {
    SentencePieceModel model = SentencePieceModel.read(file);
    TokenizerFamily known = family;
    if (known == null) {
      known =
          switch (String.valueOf(file.getFileName())) {
            case "sentencepiece.bpe.model" -> TokenizerFamily.XLM_ROBERTA;
            case "spm.model" -> TokenizerFamily.DEBERTA_V2;
            default ->
                TokenizerFamily.ofSentencePieces(Vocabulary.of(model.ids(), file.toString()));
          };
    }
    return converted(
        SentencePieceDescription.of(model, known, settings, file.toString()),
        file,
        known,
        settings);
  }

  private static TokenizerFiles converted(
      JsonObject description, Path file, TokenizerFamily family, TokenizerSettings settings) {
    return new TokenizerFiles(description, file.toString(), family, settings);
  }

  /** The family stated in the settings, or else in the model's configuration, or null. */
  private static @Nullable TokenizerFamily family(Path folder, TokenizerSettings settings) {
    Path configuration = folder.resolve("config.json");
    TokenizerFamily family = settings.family();
    if (family != null || settings.has("tokenizer_class") || !Files.exists(configuration)) {
      return family;
    }
    JsonObject json = JsonFile.read(configuration);
    String tokenizer = JsonParts.text(json.get("tokenizer_class"));
    return tokenizer.isEmpty()
        ? TokenizerFamily.ofModelType(JsonParts.text(json.get("model_type")))
        : TokenizerFamily.ofClass(tokenizer);
  }

  /** The vocabulary file of {@code folder}; if there are several, the one of the family's kind. */
  private static Path vocabulary(Path folder, @Nullable TokenizerFamily family) {
    List<String> names = new ArrayList<>(List.of(PIECES, "vocab.json", "encoder.json"));
    names.addAll(SENTENCE_PIECES);
    List<String> found = names.stream().filter(n -> Files.exists(folder.resolve(n))).toList();
    if (found.isEmpty()) {
      throw CascadeException.of(
          folder.toString(),
          "has no tokenizer: neither "
              + DESCRIPTION
              + " nor "
              + PIECES
              + ", vocab.json with merges.txt, "
              + String.join(", ", SENTENCE_PIECES),
          "add the tokenizer the model was trained with");
    }
    if (family == null) {
      return folder.resolve(found.get(0));
    }
    List<String> fitting = found.stream().filter(n -> fits(n, family)).toList();
    if (fitting.isEmpty()) {
      throw CascadeException.of(
          folder.toString(),
          "has " + found + ", which is not a vocabulary of a " + family.tokenizerClass(),
          "add the model's own vocabulary or correct tokenizer_class and model_type");
    }
    return folder.resolve(fitting.get(0));
  }

  private static boolean fits(String name, TokenizerFamily family) {
    return switch (family) {
      case BERT, DISTILBERT, ELECTRA, MPNET -> name.equals(PIECES);
      case ROBERTA, GPT, GPT2 -> BYTE_PAIRS.containsKey(name);
      case PLAIN -> true;
      default -> SENTENCE_PIECES.contains(name);
    };
  }
}
