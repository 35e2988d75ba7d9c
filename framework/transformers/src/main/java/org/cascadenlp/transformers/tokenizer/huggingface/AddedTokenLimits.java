package org.cascadenlp.transformers.tokenizer.huggingface;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.transformers.tokenizer.settings.JsonParts;

/**
 * Checks the added tokens of a tokenizer. Native code compares each with all earlier ones, and an
 * empty token would split characters into bytes.
 */
public final class AddedTokenLimits {

  private static final int MAX_TOKENS =
      50_000; // published tokenizers have up to 30,000, which take seconds
  private static final int MAX_LENGTH = 1_000;
  private static final int MAX_CHARACTERS = 1 << 20;

  private AddedTokenLimits() {}

  /** Checks the number and lengths of the added tokens, and their stripping of spaces. */
  public static void check(JsonObject description, String place) {
    List<JsonObject> tokens = tokens(description);
    if (tokens.size() > MAX_TOKENS) {
      throw CascadeException.of(
          place,
          "added_tokens has " + tokens.size() + " tokens",
          "expected at most "
              + MAX_TOKENS
              + ": native code takes minutes for more; add them to model.vocab instead");
    }
    long characters = 0;
    boolean stripsRight = tokens.stream().anyMatch(token -> isTrue(token, "rstrip"));
    for (JsonObject token : tokens) {
      String content = content(token);
      characters += content.length();
      if (content.length() > MAX_LENGTH || characters > MAX_CHARACTERS) {
        throw wrong(
            token,
            place,
            "is too long",
            "expected at most " + MAX_LENGTH + " characters, and " + MAX_CHARACTERS + " in all");
      }
      if (stripsRight && isTrue(token, "lstrip") && isSpace(content)) {
        throw wrong(
            token,
            place,
            "is a space with lstrip, while another token has rstrip",
            "set its lstrip to false");
      }
    }
  }

  /** Checks that no normalized added token becomes empty by normalisation. */
  static void checkNormalized(JsonObject description, String place) {
    List<JsonObject> tokens = new ArrayList<>(tokens(description));
    tokens.removeIf(token -> content(token).isEmpty() || !isTrue(token, "normalized"));
    JsonElement normalizer = JsonParts.orNull(description.get("normalizer"));
    if (tokens.isEmpty() || normalizer.isJsonNull()) {
      return;
    }
    JsonObject model = JsonParts.typed("WordLevel");
    JsonObject vocabulary = new JsonObject();
    vocabulary.addProperty("x", 0);
    model.add("vocab", vocabulary);
    model.addProperty("unk_token", "x");
    JsonNull none = JsonNull.INSTANCE;
    JsonObject whole = JsonParts.description(Map.of(), normalizer, none, none, none, model);
    try (NativeTokenizer probe = NativeTokenizer.open(whole.toString(), place, Integer.MAX_VALUE)) {
      for (JsonObject token : tokens) {
        if (probe.encode(content(token)).getIds().length == 0) {
          throw wrong(
              token,
              place,
              "is empty after normalisation",
              "set its normalized to false, or remove it");
        }
      }
    }
  }

  private static List<JsonObject> tokens(JsonObject description) {
    List<JsonObject> tokens = new ArrayList<>();
    if (description.get("added_tokens") instanceof JsonArray added) {
      for (JsonElement element : added) {
        if (element instanceof JsonObject token) {
          tokens.add(token);
        }
      }
    }
    return tokens;
  }

  private static boolean isSpace(String content) {
    return !content.isEmpty()
        && content
            .codePoints()
            .allMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0x85);
  }

  private static String content(JsonObject token) {
    return JsonParts.text(token.get("content"));
  }

  private static boolean isTrue(JsonObject token, String flag) {
    return JsonParts.text(token.get(flag)).equals("true");
  }

  private static CascadeException wrong(
      JsonObject token, String place, String problem, String remedy) {
    return CascadeException.of(
        place, "the added token " + JsonParts.shown(token.get("content")) + " " + problem, remedy);
  }
}
