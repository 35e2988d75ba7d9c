package org.cascadenlp.transformers.tokenizer.overrides;

import static org.cascadenlp.transformers.tokenizer.settings.JsonParts.typed;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import org.cascadenlp.transformers.tokenizer.settings.JsonParts;
import org.cascadenlp.transformers.tokenizer.settings.TokenizerFamily;
import org.cascadenlp.transformers.tokenizer.settings.TokenizerSettings;

/**
 * Applies the settings of {@code tokenizer_config.json} to the steps before a SentencePiece model
 * in {@code tokenizer.json}. A family's class builds these steps from its fields; fields that the
 * class does not have are ignored.
 *
 * <p>Source: the tokenizers of transformers 5.24.
 */
final class SentencePieceSettings {

  private final JsonObject description;
  private final TokenizerFamily family;
  private final TokenizerSettings settings;

  private SentencePieceSettings(
      JsonObject description, TokenizerFamily family, TokenizerSettings settings) {
    this.description = description;
    this.family = family;
    this.settings = settings;
  }

  /** Applies the settings to {@code description}. */
  static void set(JsonObject description, TokenizerFamily family, TokenizerSettings settings) {
    SentencePieceSettings both = new SentencePieceSettings(description, family, settings);
    switch (family) {
      case ALBERT -> {
        both.setAccents();
        both.setCase();
        both.setPrefix();
      }
      case XLNET -> {
        both.setAccents();
        both.setCase();
        both.setUnknown();
      }
      case XLM_ROBERTA -> both.setPrefix();
      case DEBERTA_V2 -> {
        both.setCase();
        both.setPunctuation();
        both.setScheme();
        both.setUnknown();
      }
      default -> {} // the description alone
    }
  }

  private void setCase() {
    if (!settings.has("do_lower_case")) {
      return;
    }
    boolean first = family == TokenizerFamily.DEBERTA_V2;
    put(
        "normalizer",
        settings.flag("do_lower_case", false),
        first ? List.of() : List.of("Precompiled"),
        first,
        typed("Lowercase"));
  }

  private void setAccents() {
    if (!settings.has("keep_accents")
        // XLNet's class always strips accents
        || (family == TokenizerFamily.XLNET && settings.flag("keep_accents", false))) {
      return;
    }
    put(
        "normalizer",
        !settings.flag("keep_accents", false),
        List.of("Lowercase", "Precompiled"),
        false,
        typed("NFKD"),
        typed("StripAccents"));
  }

  private void setPunctuation() {
    if (!settings.has("split_by_punct")) {
      return;
    }
    JsonObject punctuation = typed("Punctuation");
    punctuation.addProperty("behavior", "Isolated");
    put("pre_tokenizer", settings.flag("split_by_punct", false), List.of(), true, punctuation);
  }

  /** Splits at white space, with the symbol of a space before all words or none. */
  private void setPrefix() {
    List<JsonObject> words = JsonParts.steps(description.get("pre_tokenizer"), "Metaspace");
    boolean enabled = settings.flag("add_prefix_space", true);
    if (!settings.has("add_prefix_space")
        || words.stream().allMatch(word -> PrefixSpace.isNever(word) != enabled)) {
      return;
    }
    JsonObject marks = JsonParts.metaspace(enabled ? "always" : "never");
    description.add(
        "pre_tokenizer",
        JsonParts.sequence("pretokenizers", List.of(typed("WhitespaceSplit"), marks)));
    description.add("decoder", marks.deepCopy());
  }

  /**
   * DeBERTa's class prepends the symbol of a space to every part of a text or to its begin only.
   */
  private void setScheme() {
    String scheme = settings.flag("add_prefix_space", true) ? "always" : "first";
    for (JsonObject words : JsonParts.steps(description.get("pre_tokenizer"), "Metaspace")) {
      if (settings.has("add_prefix_space")
          && !JsonParts.text(words.get("prepend_scheme")).equals(scheme)) {
        words.remove("add_prefix_space"); // field of older files
        words.addProperty("prepend_scheme", scheme);
      }
    }
  }

  /** XLNet's class finds the unknown subword by id, DeBERTa's by content if its score is 0. */
  private void setUnknown() {
    boolean byText = family == TokenizerFamily.DEBERTA_V2;
    if (!(settings.has("unk_id") || (byText && settings.has("unk_token")))
        || !(description.get("model") instanceof JsonObject model)
        || !(model.get("vocab") instanceof JsonArray pieces)) {
      return;
    }
    int stated = settings.number("unk_id", 0, pieces.size() - 1, 1);
    int unknown = byText ? unscored(pieces, settings.roles(family).getOrDefault("unk", "")) : -1;
    JsonPrimitive id = new JsonPrimitive(unknown < 0 ? stated : unknown);
    model.add("unk_id", id);
  }

  /** The id of {@code piece} if its score is 0, as that of control pieces, otherwise -1. */
  private static int unscored(JsonArray pieces, String piece) {
    for (int id = 0; id < pieces.size(); id++) {
      if (pieces.get(id) instanceof JsonArray entry
          && entry.size() == 2
          && JsonParts.text(entry.get(0)).equals(piece)
          && JsonParts.text(entry.get(1)).matches("-?0(\\.0+)?")) {
        return id;
      }
    }
    return -1;
  }

  /**
   * Adds {@code steps} to a part of the description if {@code enabled}, otherwise removes them.
   *
   * @param before types of steps; the new steps are inserted before the first existing one, or at
   *     the end
   * @param first whether the steps are inserted at the begin
   */
  private void put(
      String part, boolean enabled, List<String> before, boolean first, JsonObject... steps) {
    JsonElement found = JsonParts.orNull(description.get(part));
    String last = JsonParts.text(steps[steps.length - 1].get("type"));
    if (JsonParts.steps(found, last).isEmpty() != enabled) {
      return;
    }
    String member = part.equals("normalizer") ? "normalizers" : "pretokenizers";
    JsonArray kept = new JsonArray();
    if (found instanceof JsonObject object && object.get(member) instanceof JsonArray parts) {
      kept = parts.deepCopy();
    } else if (!found.isJsonNull()) {
      kept.add(found);
    }
    if (enabled) {
      int at = first ? 0 : place(kept, before);
      for (int i = 0; i < steps.length; i++) {
        kept.asList().add(at + i, steps[i]);
      }
    } else {
      for (JsonObject step : steps) {
        remove(kept, JsonParts.text(step.get("type")), member);
      }
    }
    JsonObject sequence = typed("Sequence");
    sequence.add(member, kept);
    description.add(part, kept.isEmpty() ? JsonNull.INSTANCE : sequence);
  }

  private static int place(JsonArray steps, List<String> before) {
    for (String type : before) {
      for (int i = 0; i < steps.size(); i++) {
        if (JsonParts.step(steps.get(i), type) != null) {
          return i;
        }
      }
    }
    return steps.size();
  }

  private static void remove(JsonArray steps, String type, String member) {
    steps
        .asList()
        .removeIf(
            step -> step instanceof JsonObject o && JsonParts.text(o.get("type")).equals(type));
    for (JsonElement step : steps) {
      if (step instanceof JsonObject object && object.get(member) instanceof JsonArray parts) {
        remove(parts, type, member);
      }
    }
  }
}
