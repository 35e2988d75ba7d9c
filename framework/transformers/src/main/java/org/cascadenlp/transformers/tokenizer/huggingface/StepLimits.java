package org.cascadenlp.transformers.tokenizer.huggingface;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Base64;
import java.util.Map;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.transformers.tokenizer.conversion.CharacterMap;
import org.cascadenlp.transformers.tokenizer.pattern.SafePattern;
import org.cascadenlp.transformers.tokenizer.pattern.UnsafePatternException;
import org.cascadenlp.transformers.tokenizer.settings.JsonParts;
import org.jspecify.annotations.Nullable;

/**
 * Checks the steps around a tokenizer's model: normalizer, pre-tokenizer, post-processor and
 * decoder.
 *
 * <p>Native code identifies some steps by their fields instead of their type, so fields are checked
 * in any step.
 */
final class StepLimits {

  private static final int MAX_STEPS = 100;
  private static final int MAX_INSERTED = 1_000; // characters that a step may insert
  private static final int MAX_WORD = 1_000_000;
  private static final int MAX_GROWTH = 1_000;

  /**
   * The maximum number of characters that a step makes of one; repeating a Unicode normalisation
   * adds none.
   */
  private static final Map<String, Integer> GROWTH =
      Map.of("NFC", 3, "NFD", 4, "NFKC", 18, "NFKD", 18, "Precompiled", 18);

  private static final int BYTES = 4; // maximum UTF-8 bytes of a character

  private final String place;
  private double longestText = Integer.MAX_VALUE;
  private double growth = 1; // maximum growth of a text by the steps so far
  private int unicodeGrowth = 1;
  private int steps;

  private StepLimits(String place) {
    this.place = place;
  }

  /**
   * Checks the steps of {@code description}.
   *
   * @return the maximum length of a text in characters
   */
  static int check(JsonObject description, String place) {
    StepLimits others = new StepLimits(place);
    others.walk(description.get("post_processor"), "post_processor");
    others.walk(description.get("decoder"), "decoder");
    StepLimits cuts = new StepLimits(place);
    cuts.walk(description.get("normalizer"), "normalizer");
    cuts.walk(description.get("pre_tokenizer"), "pre_tokenizer");
    return (int) Math.min(others.longestText, cuts.longestText);
  }

  private void walk(@Nullable JsonElement element, String path) {
    if (element instanceof JsonArray parts) {
      for (int i = 0; i < parts.size(); i++) {
        walk(parts.get(i), path + "[" + i + "]");
      }
    } else if (element instanceof JsonObject step) {
      step(step, path);
      step.asMap().forEach((name, value) -> walk(value, path + "." + name));
    } else if (element instanceof JsonPrimitive number
        && number.isNumber()
        && !Double.isFinite(number.getAsDouble())) {
      throw wrong(path, "is " + JsonParts.shown(number), "expected a smaller number");
    }
  }

  private void step(JsonObject step, String path) {
    String type = JsonParts.text(step.get("type"));
    if (!type.isEmpty() && ++steps > MAX_STEPS) {
      throw wrong(path, "is one step too many", "expected at most " + MAX_STEPS);
    }
    if (step.has("pattern")) {
      pattern(step, path);
    }
    if (step.has("prepend")) {
      grow(path, 1 + inserted(step, "prepend", 1, path).length());
    }
    if (step.has("precompiled_charsmap") || type.equals("Precompiled")) {
      characterMap(step, path);
    }
    if (step.has("length")) {
      whole(step, "length", 1, MAX_WORD, "characters to a word", path);
    }
    if (step.has("stop")) {
      whole(step, "stop", 0, 0, "here, or up to 1000 in a decoder's Strip of one character", path);
    }
    if (step.get("single") instanceof JsonArray template) {
      template(template, path);
    }
    if (type.equals("ByteLevel")
        || isEmpty(step, "suffix")
        || isEmpty(step, "word_delimiter_token")) {
      grow(path, BYTES);
    }
    unicodeGrowth = Math.max(unicodeGrowth, GROWTH.getOrDefault(type, 1));
  }

  /** Checks a pattern, which is replaced if there is {@code content}. */
  private void pattern(JsonObject step, String path) {
    JsonElement pattern = JsonParts.orNull(step.get("pattern"));
    String plain = pattern instanceof JsonObject o ? JsonParts.text(o.get("String")) : "";
    String regex = pattern instanceof JsonObject o ? JsonParts.text(o.get("Regex")) : "";
    if (plain.isEmpty() == regex.isEmpty()) {
      throw wrong(
          path + ".pattern",
          "is " + JsonParts.shown(pattern),
          "expected {\"String\": TEXT} or {\"Regex\": EXPRESSION}, not empty");
    }
    long shortest = plain.codePointCount(0, plain.length());
    if (!regex.isEmpty()) {
      SafePattern safe = safe(regex, path + ".pattern.Regex");
      longestText = Math.min(longestText, safe.longestText() / growth / unicodeGrowth);
      shortest = safe.shortest();
      if (step.has("content") && safe.emptyAtStart()) {
        throw wrong(
            path + ".pattern.Regex",
            JsonParts.shown(pattern) + " matches the empty string at the begin of a text",
            "expected a pattern that matches at least one character, as it is replaced");
      }
    }
    if (step.has("content")) {
      String content = inserted(step, "content", 0, path);
      double max = shortest == 0 ? content.length() + 1 : (double) content.length() / shortest;
      grow(path, Math.max(1, Math.ceil(max)));
    }
  }

  private SafePattern safe(String regex, String path) {
    try {
      return SafePattern.of(regex);
    } catch (UnsafePatternException e) {
      throw wrong(
          path,
          JsonParts.shown(new JsonPrimitive(regex)) + " " + e.problem(),
          "it could crash or block native code: use the tokenizer.json that came with the model, or"
              + " a pattern without such parts");
    }
  }

  private void characterMap(JsonObject step, String path) {
    try {
      byte[] map = Base64.getDecoder().decode(JsonParts.text(step.get("precompiled_charsmap")));
      CharacterMap.check(map, place);
    } catch (IllegalArgumentException e) {
      throw CascadeException.of(
          place, path + ".precompiled_charsmap is not base64", "fetch the file again", e);
    }
  }

  /** Checks that the template of one sequence contains the sequence exactly once. */
  private void template(JsonArray template, String path) {
    long first = 0;
    long all = 0;
    for (JsonElement part : template) {
      if (part instanceof JsonObject object && object.get("Sequence") instanceof JsonObject what) {
        first += JsonParts.text(what.get("id")).equals("A") ? 1 : 0;
        all++;
      }
    }
    if (first != 1 || all != 1) {
      throw wrong(
          path + ".single", "has sequence A " + first + " times of " + all, "expected it once");
    }
  }

  private String inserted(JsonObject step, String name, int min, String path) {
    String text = JsonParts.text(step.get(name));
    if (text.length() < min || text.length() > MAX_INSERTED) {
      throw wrong(
          path + "." + name,
          "has " + text.length() + " characters",
          "expected " + min + " to " + MAX_INSERTED);
    }
    return text;
  }

  private void whole(JsonObject step, String name, int min, int max, String what, String path) {
    String number = String.valueOf(step.get(name));
    boolean isWhole = number.matches("[0-9]{1,9}");
    if (!isWhole || Integer.parseInt(number) < min || Integer.parseInt(number) > max) {
      throw wrong(
          path + "." + name,
          "is " + JsonParts.shown(step.get(name)),
          "expected " + (min == max ? "" + min : min + " to " + max) + " " + what);
    }
  }

  private void grow(String path, double factor) {
    growth *= factor;
    if (growth > MAX_GROWTH) {
      throw wrong(
          path,
          "is a step that may make a text " + (long) growth + " times as long",
          "expected at most " + MAX_GROWTH + " times for all steps together");
    }
  }

  private static boolean isEmpty(JsonObject step, String name) {
    return step.has(name) && JsonParts.text(step.get(name)).isEmpty();
  }

  private CascadeException wrong(String path, String problem, String remedy) {
    return CascadeException.of(place, path + " " + problem, remedy);
  }
}
