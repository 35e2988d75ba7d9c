package org.cascadenlp.transformers.tokenizer.overrides;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.transformers.tokenizer.settings.Encoding;
import org.cascadenlp.transformers.tokenizer.settings.JsonParts;
import org.cascadenlp.transformers.tokenizer.settings.SpecialTokenTemplate;
import org.cascadenlp.transformers.tokenizer.settings.SpecialTokens;
import org.cascadenlp.transformers.tokenizer.settings.TokenizerFamily;
import org.cascadenlp.transformers.tokenizer.settings.TokenizerSettings;
import org.cascadenlp.transformers.tokenizer.settings.Vocabulary;
import org.jspecify.annotations.Nullable;

/**
 * Applies the special tokens of the settings files to the post-processor in {@code tokenizer.json}.
 * Classes of a family use the stated tokens instead of the description's, except ALBERT and plain
 * tokenizers. If none is stated, the description's tokens stay.
 *
 * <p>Source: the tokenizers of transformers 5.24.
 */
public final class SpecialTokenSettings {

  private final TokenizerFamily family;
  private final TokenizerSettings settings;
  private final List<String> roles = new ArrayList<>();
  private final Map<String, Integer> ids = new HashMap<>();

  private SpecialTokenSettings(TokenizerFamily family, TokenizerSettings settings) {
    this.family = family;
    this.settings = settings;
    for (String part : family.single().split(" ", -1)) {
      if (!part.startsWith("$")) {
        roles.add(part.substring(0, part.indexOf(':')));
      }
    }
  }

  /**
   * Applies the stated tokens to the post-processor of {@code description}.
   *
   * @param family the family, null for a plain tokenizer
   * @param vocabulary the vocabulary including added tokens
   * @throws CascadeException if a token is not in the vocabulary
   */
  public static void set(
      JsonObject description,
      @Nullable TokenizerFamily family,
      TokenizerSettings settings,
      Vocabulary vocabulary) {
    JsonElement processor = JsonParts.orNull(description.get("post_processor"));
    if (family == null || family == TokenizerFamily.ALBERT || processor.isJsonNull()) {
      return; // without a post-processor the family's template holds
    }
    SpecialTokenSettings stated = new SpecialTokenSettings(family, settings);
    if (stated.roles.stream().allMatch(role -> settings.token(role).isEmpty())) {
      return;
    }
    stated.find(vocabulary);
    SpecialTokenTemplate found =
        SpecialTokenTemplate.of(description, vocabulary, family, Map.of(), settings.place());
    if (found.isSame(SpecialTokenTemplate.of(family, settings.roles(family), vocabulary))) {
      return;
    }
    description.add("post_processor", stated.replaced(processor));
  }

  /**
   * The special tokens by role to save in settings: those that {@code description} puts around a
   * text; their roles are omitted if their number differs from the family's.
   */
  public static Map<String, String> stated(
      JsonObject description,
      TokenizerFamily family,
      TokenizerSettings settings,
      Vocabulary vocabulary) {
    Map<String, String> all = new LinkedHashMap<>(settings.roles(family));
    SpecialTokenSettings both = new SpecialTokenSettings(family, settings);
    List<String> found =
        SpecialTokenTemplate.of(description, vocabulary, family, all, settings.place())
            .around(new Encoding(List.of(), new int[0], new int[0], new int[0]))
            .pieces();
    for (int i = 0; i < both.roles.size(); i++) {
      String role = both.roles.get(i);
      if (found.size() != both.roles.size()) {
        all.remove(role);
      } else if (settings.token(role).isEmpty()) {
        all.put(role, found.get(i));
      }
    }
    return all;
  }

  private void find(Vocabulary vocabulary) {
    Map<String, String> pieces = settings.roles(family);
    for (String role : roles) {
      String piece = pieces.getOrDefault(role, "");
      if (!vocabulary.has(piece)) {
        throw CascadeException.of(
            settings.place(role + "_token"),
            role + "_token is " + (piece.isEmpty() ? "null" : piece) + ", which is not a subword",
            "a "
                + family.tokenizerClass()
                + " adds it to each text: give a subword of the vocabulary");
      }
      ids.put(piece, vocabulary.id(piece, ""));
    }
  }

  /** The post-processor with the stated tokens. */
  private JsonElement replaced(JsonElement processor) {
    SpecialTokens specials = new SpecialTokens(ids, 0, family, settings, settings.place());
    JsonObject template = JsonParts.template(family.single(), family.pair(), specials);
    List<JsonObject> parts = new ArrayList<>();
    boolean isReplaced = false;
    for (JsonObject part : parts(processor)) {
      if (JsonParts.text(part.get("type")).equals("ByteLevel")) {
        parts.add(part);
      } else if (!isReplaced) {
        isReplaced = true;
        parts.add(part.has("trim_offsets") ? paired(part, specials) : template);
      }
    }
    if (!isReplaced) {
      parts.add(template);
    }
    return parts.size() == 1 ? parts.get(0) : JsonParts.sequence("processors", parts);
  }

  /** RoBERTa's post-processor, which also trims spaces from offsets. */
  private JsonObject paired(JsonObject processor, SpecialTokens specials) {
    if (roles.size() != 2 || !family.single().contains(" $A:0 ")) {
      return JsonParts.template(family.single(), family.pair(), specials);
    }
    processor.add("cls", JsonParts.pair(specials.piece(roles.get(0)), specials.id(roles.get(0))));
    processor.add("sep", JsonParts.pair(specials.piece(roles.get(1)), specials.id(roles.get(1))));
    return processor;
  }

  private static List<JsonObject> parts(JsonElement processor) {
    List<JsonObject> parts = new ArrayList<>();
    if (processor instanceof JsonObject object) {
      if (object.get("processors") instanceof JsonArray array) {
        array.forEach(part -> parts.addAll(parts(part)));
      } else {
        parts.add(object);
      }
    }
    return parts;
  }
}
