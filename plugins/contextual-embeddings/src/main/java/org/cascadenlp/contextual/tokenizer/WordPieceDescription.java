package org.cascadenlp.contextual.tokenizer;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.List;
import org.cascadenlp.core.CascadeException;

/**
 * The {@code tokenizer.json} of BERT's WordPiece (Devlin et al. 2019), made from its vocabulary.
 */
final class WordPieceDescription {

  private static final List<String> SPECIAL = List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]");

  private WordPieceDescription() {}

  /**
   * The description.
   *
   * @param pieces the lines of {@code vocab.txt}: a subword's id is its line's number from 0
   * @param stripAccents JSON null for as lower-casing has it
   */
  static JsonObject of(
      List<String> pieces,
      boolean lowerCase,
      boolean splitChinese,
      JsonElement stripAccents,
      String place) {
    JsonObject vocabulary = new JsonObject();
    for (int id = 0; id < pieces.size(); id++) {
      vocabulary.addProperty(pieces.get(id), id);
    }
    JsonArray added = new JsonArray();
    for (String piece : SPECIAL) {
      if (vocabulary.has(piece)) {
        added.add(addedToken(piece, vocabulary.get(piece).getAsInt()));
      }
    }
    for (String piece : List.of("[UNK]", "[CLS]", "[SEP]")) {
      if (!vocabulary.has(piece)) {
        throw CascadeException.of(
            place, "there is no line " + piece, "expected the vocab.txt of a BERT");
      }
    }
    JsonObject normalizer = typed("BertNormalizer");
    normalizer.addProperty("clean_text", true);
    normalizer.addProperty("handle_chinese_chars", splitChinese);
    normalizer.add("strip_accents", stripAccents);
    normalizer.addProperty("lowercase", lowerCase);
    JsonObject model = typed("WordPiece");
    model.addProperty("unk_token", "[UNK]");
    model.addProperty("continuing_subword_prefix", "##");
    model.addProperty("max_input_chars_per_word", 100);
    model.add("vocab", vocabulary);
    JsonObject decoder = typed("WordPiece");
    decoder.addProperty("prefix", "##");
    decoder.addProperty("cleanup", true);
    JsonObject json = new JsonObject();
    json.addProperty("version", "1.0");
    json.add("truncation", JsonNull.INSTANCE);
    json.add("padding", JsonNull.INSTANCE);
    json.add("added_tokens", added);
    json.add("normalizer", normalizer);
    json.add("pre_tokenizer", typed("BertPreTokenizer"));
    json.add("post_processor", specialTokens(vocabulary));
    json.add("decoder", decoder);
    json.add("model", model);
    return json;
  }

  private static JsonObject specialTokens(JsonObject vocabulary) {
    JsonObject processor = typed("BertProcessing");
    for (String role : List.of("sep", "cls")) {
      String piece = role.equals("sep") ? "[SEP]" : "[CLS]";
      JsonArray pair = new JsonArray();
      pair.add(piece);
      pair.add(vocabulary.get(piece));
      processor.add(role, pair);
    }
    return processor;
  }

  private static JsonObject addedToken(String piece, int id) {
    JsonObject token = new JsonObject();
    token.addProperty("id", id);
    token.addProperty("content", piece);
    for (String flag : List.of("single_word", "lstrip", "rstrip", "normalized")) {
      token.addProperty(flag, false);
    }
    token.addProperty("special", true);
    return token;
  }

  private static JsonObject typed(String type) {
    JsonObject object = new JsonObject();
    object.addProperty("type", type);
    return object;
  }
}
