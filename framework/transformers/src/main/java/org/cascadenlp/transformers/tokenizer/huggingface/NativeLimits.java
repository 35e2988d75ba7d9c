package org.cascadenlp.transformers.tokenizer.huggingface;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.transformers.tokenizer.settings.JsonParts;

/**
 * Rejects or repairs descriptions on which the native tokenizers crash or behave randomly: an error
 * in native code terminates the process.
 *
 * <p>Source: calls of {@code unwrap}, {@code expect} and indexing in the tokenizers library 0.21.4.
 */
public final class NativeLimits {

  /**
   * The maximum size of a {@code tokenizer.json} in bytes; the largest published ones have about 35
   * million.
   */
  public static final int LONGEST_DESCRIPTION = 128 << 20;

  private static final int MAX_WORD_CHARACTERS = 1_000;
  private static final int MAX_PIECE_LENGTH = 10_000;
  private static final long MAX_PIECE_CHARACTERS = 16L << 20; // each is a trie node

  private NativeLimits() {}

  /**
   * Checks {@code description}, disables BPE dropout, and replaces unsafe steps by equivalent ones.
   * Tokenization does not change, except that it becomes deterministic.
   *
   * @return the maximum length of a text in characters
   */
  public static int check(JsonObject description, String place) {
    StripDecoder.replaceUnsafe(description);
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

  /**
   * Checks that the second piece of each merge has the prefix, which native code removes unchecked.
   */
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
            "expected merges that agree with continuing_subword_prefix");
      }
    }
  }

  /**
   * Bounds the size of the trie that native code builds, one node per byte, from a unigram model.
   */
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
      if (length > MAX_PIECE_LENGTH || characters > MAX_PIECE_CHARACTERS) {
        throw CascadeException.of(
            place,
            "model.vocab has "
                + (length > MAX_PIECE_LENGTH
                    ? "at " + id + " a subword of " + length
                    : "subwords of more than " + MAX_PIECE_CHARACTERS)
                + " characters",
            "expected at most "
                + MAX_PIECE_LENGTH
                + " in one and "
                + MAX_PIECE_CHARACTERS
                + " in all: native code would need gigabytes of memory");
      }
    }
  }

  /**
   * Bounds the word length, because WordPiece looks up all substrings of a word, in quadratic time.
   */
  private static void checkWordLength(JsonObject model, String place) {
    String most = JsonParts.text(model.get("max_input_chars_per_word"));
    if (most.matches("[0-9]+")
        && (most.length() > 9 || Integer.parseInt(most) > MAX_WORD_CHARACTERS)) {
      throw CascadeException.of(
          place,
          "model.max_input_chars_per_word is " + most,
          "expected at most "
              + MAX_WORD_CHARACTERS
              + " (BERT's is 100): a longer word would take minutes");
    }
  }
}
