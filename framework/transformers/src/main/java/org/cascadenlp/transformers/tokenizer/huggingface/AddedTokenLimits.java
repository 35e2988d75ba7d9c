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
 * Checks the tokens added to a tokenizer. Native code compares each with all before it, and looks
 * for them byte by byte, so that one of which nothing is left parts a character.
 */
public final class AddedTokenLimits {

  private static final int MOST = 50_000; // published ones have some 30,000, seconds in native code
  private static final int LONGEST = 1_000;
  private static final int MOST_CHARACTERS = 1 << 20;

  private AddedTokenLimits() {}

  /** Checks how many {@code description} has, how long they are and which spaces they take. */
  public static void check(JsonObject description, String place) {
    List<JsonObject> tokens = tokens(description);
    if (tokens.size() > MOST) {
      throw CascadeException.of(
          place,
          "added_tokens has " + tokens.size() + " tokens",
          "expected at most "
              + MOST
              + ": native code takes minutes for more; they belong into model.vocab");
    }
    long characters = 0;
    boolean takesSpace = tokens.stream().anyMatch(token -> isTrue(token, "rstrip"));
    for (JsonObject token : tokens) {
      String content = content(token);
      characters += content.length();
      if (content.length() > LONGEST || characters > MOST_CHARACTERS) {
        throw wrong(
            token,
            place,
            "is too long",
            "expected at most " + LONGEST + " characters, and " + MOST_CHARACTERS + " in all");
      }
      if (takesSpace && isTrue(token, "lstrip") && isSpace(content)) {
        throw wrong(
            token,
            place,
            "is a space that takes the spaces before it, as another takes those after it",
            "set its lstrip to false");
      }
    }
  }

  /** Checks that normalisation leaves something of each token that is looked for after it. */
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
              "is nothing after normalisation",
              "set its normalized to false, or leave it out");
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
