package org.cascadenlp.transformers.tokenizer.settings;

import com.google.gson.JsonObject;

/**
 * A token that is looked for in a text before anything else is done to it.
 *
 * @param singleWord whether it is found only between characters that are no letters
 * @param leftStrip whether it takes the white space before it
 * @param rightStrip whether it takes the white space after it
 * @param normalized whether it is looked for in the normalised text
 * @param special whether it is no text
 */
public record AddedToken(
    String content,
    boolean singleWord,
    boolean leftStrip,
    boolean rightStrip,
    boolean normalized,
    boolean special) {

  /** A special token, found as it is written. */
  public static AddedToken special(String content) {
    return new AddedToken(content, false, false, false, false, true);
  }

  /** As {@code tokenizer.json} has it. */
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
