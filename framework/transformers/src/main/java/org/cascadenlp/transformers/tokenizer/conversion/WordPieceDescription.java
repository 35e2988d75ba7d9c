package org.cascadenlp.transformers.tokenizer.conversion;

import static org.cascadenlp.transformers.tokenizer.settings.JsonParts.typed;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.transformers.tokenizer.settings.AddedToken;
import org.cascadenlp.transformers.tokenizer.settings.JsonParts;
import org.cascadenlp.transformers.tokenizer.settings.SpecialTokens;
import org.cascadenlp.transformers.tokenizer.settings.TokenizerFamily;
import org.cascadenlp.transformers.tokenizer.settings.TokenizerSettings;

/** Converts the vocabulary of BERT's WordPiece (Devlin et al. 2019) to a {@code tokenizer.json}. */
public final class WordPieceDescription {

  private WordPieceDescription() {}

  /**
   * The {@code tokenizer.json}.
   *
   * @param pieces the lines of {@code vocab.txt}; ids are line numbers from 0, empty lines are
   *     skipped
   */
  public static JsonObject of(
      List<String> pieces, TokenizerFamily family, TokenizerSettings settings, String place) {
    Map<String, Integer> ids = new LinkedHashMap<>();
    for (int id = 0; id < pieces.size(); id++) {
      if (pieces.get(id).isEmpty()) {
        continue; // an empty line occupies an id, but is not a subword
      }
      Integer first = ids.putIfAbsent(pieces.get(id), id);
      if (first != null) {
        throw CascadeException.of(
            place + ", line " + (id + 1),
            "is \"" + pieces.get(id) + "\", as is line " + (first + 1),
            "expected each subword once; fetch the file again");
      }
    }
    Map<String, String> roles = settings.roles(family);
    for (String role : List.of("unk", "cls", "sep")) {
      String piece = roles.getOrDefault(role, role);
      if (!ids.containsKey(piece)) {
        throw CascadeException.of(
            place, "there is no line " + piece, "expected the vocab.txt of a BERT");
      }
    }
    SpecialTokens specials = new SpecialTokens(ids, pieces.size(), family, settings, place);
    settings.added().forEach(specials::add);
    Map<String, AddedToken> flagged = settings.flagged();
    settings
        .moreSpecials()
        .forEach(token -> specials.add(flagged.getOrDefault(token, AddedToken.special(token))));
    Map<Integer, AddedToken> added = new LinkedHashMap<>();
    for (String role : List.of("pad", "unk", "cls", "sep", "mask")) {
      String piece = roles.getOrDefault(role, "");
      if (ids.containsKey(piece)) {
        added.put(ids.get(piece), flagged.getOrDefault(piece, family.token(role, piece)));
      }
    }
    specials.added().forEach(added::putIfAbsent);
    JsonObject vocabulary = new JsonObject();
    ids.forEach(vocabulary::addProperty);
    JsonObject model = typed("WordPiece");
    model.addProperty("unk_token", specials.piece("unk"));
    model.addProperty("continuing_subword_prefix", "##");
    model.addProperty("max_input_chars_per_word", 100);
    model.add("vocab", vocabulary);
    JsonObject decoder = typed("WordPiece");
    decoder.addProperty("prefix", "##");
    decoder.addProperty("cleanup", true);
    return JsonParts.description(
        added,
        normalizer(
            settings.flag("do_lower_case", true),
            settings.flag("tokenize_chinese_chars", true),
            settings.has("strip_accents")
                ? new JsonPrimitive(settings.flag("strip_accents", false))
                : JsonNull.INSTANCE),
        typed("BertPreTokenizer"),
        family == TokenizerFamily.MPNET
            ? JsonParts.template(family.single(), family.pair(), specials)
            : processor(specials),
        decoder,
        model);
  }

  /**
   * The normalizer of BERT, which GPT also uses.
   *
   * @param stripAccents JSON null to strip accents if and only if lower-casing
   */
  public static JsonObject normalizer(
      boolean lowerCase, boolean splitChinese, JsonElement stripAccents) {
    JsonObject normalizer = typed("BertNormalizer");
    normalizer.addProperty("clean_text", true);
    normalizer.addProperty("handle_chinese_chars", splitChinese);
    normalizer.add("strip_accents", stripAccents);
    normalizer.addProperty("lowercase", lowerCase);
    return normalizer;
  }

  private static JsonObject processor(SpecialTokens specials) {
    JsonObject processor = typed("BertProcessing");
    for (String role : List.of("sep", "cls")) {
      processor.add(role, JsonParts.pair(specials.piece(role), specials.id(role)));
    }
    return processor;
  }
}
