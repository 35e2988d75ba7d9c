package org.cascadenlp.transformers.tokenizer.settings;

import com.google.gson.JsonObject;

/**
 * A token that is matched in texts before the other steps of tokenization.
 *
 * @param singleWord whether it matches only at word boundaries
 * @param leftStrip whether a match includes preceding white space
 * @param rightStrip whether a match includes following white space
 * @param normalized whether it is matched in the normalised text
 * @param special whether it is a special token, which decoding skips
 */
public record AddedToken(
    String content,
    boolean singleWord,
    boolean leftStrip,
    boolean rightStrip,
    boolean normalized,
    boolean special) {

  /** A special token without stripping and normalisation. */
  public static AddedToken special(String content) {
    return new AddedToken(content, false, false, false, false, true);
  }

  /** The entry of {@code tokenizer.json}. */
  public JsonObject json(int id) {
    JsonObject token = new JsonObject();
    token.addProperty("id", id);
    token.addProperty("content", content);
    token.addProperty("single_word", singleWord);
    token.addProperty("lstrip", leftStrip);
    token.addProperty("rstrip", rightStrip);
    token.addProperty("normalized", normalized);
    token.addProperty("special", special);
    return token;
  }
}
