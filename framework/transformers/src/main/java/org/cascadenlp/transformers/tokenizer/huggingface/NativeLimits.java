package org.cascadenlp.transformers.tokenizer.huggingface;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.transformers.tokenizer.settings.JsonParts;

/**
 * What the native tokenizers do not survive or do at random, found before they see it: an error in
 * them ends the whole process.
 *
 * <p>Source: the tokenizers library 0.21.4, its {@code unwrap}, {@code expect} and indexing.
 */
public final class NativeLimits {

  /** Of a {@code tokenizer.json}: the largest published ones have some 35 million. */
  public static final int LONGEST_DESCRIPTION = 128 << 20;

  private static final int MOST_CHARACTERS_PER_WORD = 1_000;
  private static final int LONGEST_PIECE = 10_000;
  private static final long MOST_PIECE_CHARACTERS = 16L << 20; // each is a node of a trie

  private NativeLimits() {}

  /**
   * Checks {@code description}, switches off that merges are left out at random, and puts sound
   * steps in the place of some that are not: no subword changes but those that were cut at random.
   *
   * @return the most characters that a text may have
   */
  public static int check(JsonObject description, String place) {
    StripDecoder.makeSound(description);
    int longestText = StepLimits.check(description, place);
    AddedTokenLimits.check(description, place);
    AddedTokenLimits.checkNormalized(description, place);
    if (description.get("model") instanceof JsonObject model) {
      checkMerges(model, JsonParts.text(model.get("continuing_subword_prefix")), place);
      checkPieces(model, place);
      checkWordLength(model, place);
      if (!JsonParts.orNull(model.get("dropout")).isJsonNull()) {
        model.add("dropout", JsonNull.INSTANCE);
      }
    }
    return longestText;
  }

  /** The second piece of a merge loses its prefix, which it must have. */
  private static void checkMerges(JsonObject model, String prefix, String place) {
    if (prefix.isEmpty() || !(model.get("merges") instanceof JsonArray merges)) {
      return;
    }
    for (JsonElement merge : merges) {
      String second =
          merge instanceof JsonArray pair && pair.size() == 2
              ? JsonParts.text(pair.get(1))
              : JsonParts.text(merge).substring(JsonParts.text(merge).indexOf(' ') + 1);
      if (!second.startsWith(prefix)) {
        throw CascadeException.of(
            place,
            "the merge "
                + JsonParts.shown(merge)
                + " has no second piece that begins with "
                + prefix,
            "expected what continuing_subword_prefix says");
      }
    }
  }

  /** The pieces of a unigram model become a trie, with a node for each byte. */
  private static void checkPieces(JsonObject model, String place) {
    if (!(model.get("vocab") instanceof JsonArray pieces)) {
      return;
    }
    long characters = 0;
    for (int id = 0; id < pieces.size(); id++) {
      int length =
          pieces.get(id) instanceof JsonArray pair && !pair.isEmpty()
              ? JsonParts.text(pair.get(0)).length()
              : 0;
      characters += length;
      if (length > LONGEST_PIECE || characters > MOST_PIECE_CHARACTERS) {
        throw CascadeException.of(
            place,
            "model.vocab has "
                + (length > LONGEST_PIECE
                    ? "at " + id + " a subword of " + length
                    : "subwords of more than " + MOST_PIECE_CHARACTERS)
                + " characters",
            "expected at most "
                + LONGEST_PIECE
                + " in one and "
                + MOST_PIECE_CHARACTERS
                + " in all: native code would take gigabytes for them");
      }
    }
  }

  /** All stretches of a word are looked up, which takes the square of its length. */
  private static void checkWordLength(JsonObject model, String place) {
    String most = JsonParts.text(model.get("max_input_chars_per_word"));
    if (most.matches("[0-9]+")
        && (most.length() > 9 || Integer.parseInt(most) > MOST_CHARACTERS_PER_WORD)) {
      throw CascadeException.of(
          place,
          "model.max_input_chars_per_word is " + most,
          "expected at most "
              + MOST_CHARACTERS_PER_WORD
              + " (BERT's is 100): a longer word would take minutes");
    }
  }
}
