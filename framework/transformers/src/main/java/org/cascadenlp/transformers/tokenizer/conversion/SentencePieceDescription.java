package org.cascadenlp.transformers.tokenizer.conversion;

import static org.cascadenlp.transformers.tokenizer.settings.JsonParts.metaspace;
import static org.cascadenlp.transformers.tokenizer.settings.JsonParts.replace;
import static org.cascadenlp.transformers.tokenizer.settings.JsonParts.sequence;
import static org.cascadenlp.transformers.tokenizer.settings.JsonParts.typed;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.transformers.tokenizer.settings.AddedToken;
import org.cascadenlp.transformers.tokenizer.settings.JsonParts;
import org.cascadenlp.transformers.tokenizer.settings.SpecialTokens;
import org.cascadenlp.transformers.tokenizer.settings.TokenizerFamily;
import org.cascadenlp.transformers.tokenizer.settings.TokenizerSettings;

/**
 * Converts a SentencePiece model to a {@code tokenizer.json} with the rules of its family.
 *
 * <p>Source: what transformers 4.53 converts such files to.
 */
public final class SentencePieceDescription {

  private static final int EXTRA_IDS = 100;
  private static final int PENALTY = 100;

  private final SentencePieceModel model;
  private final TokenizerFamily family;
  private final TokenizerSettings settings;

  private SentencePieceDescription(
      SentencePieceModel model, TokenizerFamily family, TokenizerSettings settings) {
    this.model = model;
    this.family = family;
    this.settings = settings;
  }

  /**
   * The description.
   *
   * @param place the file of {@code model}, for errors
   */
  public static JsonObject of(
      SentencePieceModel model, TokenizerFamily family, TokenizerSettings settings, String place) {
    return new SentencePieceDescription(model, family, settings).json(place);
  }

  private JsonObject json(String place) {
    List<ScoredPiece> pieces = pieces();
    Map<String, Integer> ids = new LinkedHashMap<>();
    for (int id = 0; id < pieces.size(); id++) {
      ids.put(pieces.get(id).text(), id);
    }
    SpecialTokens specials = new SpecialTokens(ids, pieces.size(), family, settings, place);
    PlainSentencePieces plain = new PlainSentencePieces(model, settings);
    if (family == TokenizerFamily.PLAIN) {
      specials.addAll(settings.moreSpecials());
      return JsonParts.description(
          specials.added(),
          plain.normalizer(),
          plain.preTokenizer(),
          JsonNull.INSTANCE,
          plain.decoder(),
          model.unigram() ? unigram(pieces) : bytePairs(pieces, ids));
    }
    if (model.rules().suffix()) {
      throw CascadeException.of(
          place,
          "treat_whitespace_as_suffix is true",
          "a "
              + family.tokenizerClass()
              + " needs whitespace before words; set tokenizer_class to "
              + TokenizerFamily.PLAIN.tokenizerClass()
              + " if the model does not belong to this family");
    }
    for (SentencePieceModel.Piece piece : model.pieces()) {
      if (piece.control() || piece.userDefined()) {
        specials.add(new AddedToken(piece.text(), false, false, false, false, piece.control()));
      }
    }
    specials.addAll(moreSpecials());
    return JsonParts.description(
        specials.added(),
        normalizer(),
        preTokenizer(),
        JsonParts.template(family.single(), family.pair(), specials),
        metaspace(scheme()),
        model.unigram() ? unigram(pieces) : bytePairs(pieces, ids));
  }

  private List<String> moreSpecials() {
    List<String> more = new ArrayList<>(settings.moreSpecials());
    if (family == TokenizerFamily.XLNET && !settings.has("additional_special_tokens")) {
      more.addAll(List.of("<eop>", "<eod>"));
    } else if (family == TokenizerFamily.T5) {
      for (int i = 0; i < extraIds(); i++) {
        more.add("<extra_id_" + i + ">");
      }
    }
    return more;
  }

  private int extraIds() {
    return settings.number("extra_ids", 0, 10_000, EXTRA_IDS);
  }

  private List<ScoredPiece> pieces() {
    List<ScoredPiece> pieces = new ArrayList<>();
    int from = 0;
    if (family == TokenizerFamily.XLM_ROBERTA) {
      // fairseq's dictionary begins with four additional tokens
      List.of("<s>", "<pad>", "</s>", "<unk>").forEach(t -> pieces.add(new ScoredPiece(t, 0)));
      from = 3;
    }
    boolean splitsNumbers = family == TokenizerFamily.XLNET || family == TokenizerFamily.ALBERT;
    for (SentencePieceModel.Piece piece :
        model.pieces().subList(Math.min(from, model.pieces().size()), model.pieces().size())) {
      double score = piece.score();
      pieces.add(
          new ScoredPiece(
              piece.text(),
              splitsNumbers && isNumberWithComma(piece.text()) ? score - PENALTY : score));
    }
    if (family == TokenizerFamily.XLM_ROBERTA) {
      pieces.add(new ScoredPiece("<mask>", 0));
    } else if (family == TokenizerFamily.T5) {
      for (int i = extraIds() - 1; i >= 0; i--) {
        pieces.add(new ScoredPiece("<extra_id_" + i + ">", 0));
      }
    }
    return pieces;
  }

  /** These pieces are penalised, so that a comma after a number is a separate piece. */
  @SuppressWarnings("CharacterGetNumericValue") // digits of all scripts are meant, letters are not
  private static boolean isNumberWithComma(String piece) {
    if (!piece.endsWith(",") || piece.length() < 2) {
      return false;
    }
    int digit = piece.codePointBefore(piece.length() - 1);
    int value = Character.getNumericValue(digit);
    return Character.isDigit(digit)
        || (Character.getType(digit) == Character.OTHER_NUMBER && value >= 0 && value <= 9);
  }

  private JsonElement normalizer() {
    List<JsonObject> steps = new ArrayList<>();
    switch (family) {
      case XLNET, ALBERT -> {
        steps.add(replace("String", "``", "\""));
        steps.add(replace("String", "''", "\""));
        if (!settings.flag("keep_accents", false)) {
          steps.add(typed("NFKD"));
          steps.add(typed("StripAccents"));
        }
        if (settings.flag("do_lower_case", family == TokenizerFamily.ALBERT)) {
          steps.add(typed("Lowercase"));
        }
        addCharacterMap(steps);
        steps.add(replace("Regex", " {2,}", " "));
      }
      case DEBERTA_V2 -> {
        if (settings.flag("do_lower_case", false)) {
          steps.add(typed("Lowercase"));
        }
        if (model.rules().singleSpaces()) {
          steps.add(strip(true));
        }
        addCharacterMap(steps);
        if (model.rules().singleSpaces()) {
          steps.add(replace("Regex", " {2,}", " "));
        }
      }
      default -> {
        addCharacterMap(steps);
        if (model.rules().singleSpaces()) {
          steps.add(strip(false));
          steps.add(replace("Regex", " {2,}", "\u2581"));
        }
      }
    }
    return sequence("normalizers", steps);
  }

  private void addCharacterMap(List<JsonObject> steps) {
    if (!model.characterMap().isEmpty()) {
      steps.add(characterMap(model));
    }
  }

  /** The step with the character normalisation of {@code model}. */
  static JsonObject characterMap(SentencePieceModel model) {
    JsonObject step = typed("Precompiled");
    step.addProperty("precompiled_charsmap", model.characterMap());
    return step;
  }

  private static JsonObject strip(boolean left) {
    JsonObject strip = typed("Strip");
    strip.addProperty("strip_left", left);
    strip.addProperty("strip_right", true);
    return strip;
  }

  private JsonElement preTokenizer() {
    JsonObject words = metaspace(scheme());
    if (family != TokenizerFamily.DEBERTA_V2) {
      return words;
    }
    List<JsonObject> steps = new ArrayList<>();
    if (settings.flag("split_by_punct", false)) {
      JsonObject punctuation = typed("Punctuation");
      punctuation.addProperty("behavior", "Isolated");
      steps.add(punctuation);
    }
    steps.add(words);
    return sequence("pretokenizers", steps);
  }

  private String scheme() {
    if (!settings.flag("add_prefix_space", true) || !model.rules().dummyPrefix()) {
      return "never";
    }
    return settings.flag("legacy", true) ? "always" : "first";
  }

  private JsonObject unigram(List<ScoredPiece> pieces) {
    JsonArray vocabulary = new JsonArray(pieces.size());
    for (ScoredPiece piece : pieces) {
      JsonArray pair = new JsonArray(2);
      pair.add(piece.text());
      pair.add(NativeDecimal.of(piece.score()));
      vocabulary.add(pair);
    }
    JsonObject unigram = typed("Unigram");
    unigram.addProperty("unk_id", family == TokenizerFamily.XLM_ROBERTA ? 3 : model.unknownId());
    unigram.add("vocab", vocabulary);
    unigram.addProperty("byte_fallback", model.rules().byteFallback());
    return unigram;
  }

  private JsonObject bytePairs(List<ScoredPiece> pieces, Map<String, Integer> ids) {
    JsonObject model = BytePairDescription.model(ids, this.model.unknownPiece(), "", true);
    model.add("merges", SentencePieceMerges.of(this.model.pieces(), pieces));
    model.addProperty("byte_fallback", this.model.rules().byteFallback());
    // user-defined symbols are never split
    model.addProperty("ignore_merges", this.model.pieces().stream().anyMatch(p -> p.userDefined()));
    return model;
  }
}
