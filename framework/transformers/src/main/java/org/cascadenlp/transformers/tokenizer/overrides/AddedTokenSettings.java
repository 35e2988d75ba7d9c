package org.cascadenlp.transformers.tokenizer.overrides;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.transformers.tokenizer.settings.AddedToken;
import org.cascadenlp.transformers.tokenizer.settings.JsonParts;
import org.cascadenlp.transformers.tokenizer.settings.TokenizerFamily;
import org.cascadenlp.transformers.tokenizer.settings.TokenizerSettings;
import org.cascadenlp.transformers.tokenizer.settings.Vocabulary;
import org.jspecify.annotations.Nullable;

/**
 * Adds the tokens of {@code tokenizer_config.json}, {@code added_tokens.json} and {@code
 * special_tokens_map.json} to a {@code tokenizer.json}, each with its stated id or else the next
 * free one, as in transformers 5.24. A token with a role that is not in the vocabulary is not
 * added, because it has no embedding.
 */
public final class AddedTokenSettings {

  private final Map<String, JsonObject> tokens = new LinkedHashMap<>();
  private final JsonArray added;
  private final Vocabulary vocabulary;
  private final TokenizerSettings settings;
  private int next;
  private boolean changed;

  private AddedTokenSettings(JsonArray added, Vocabulary vocabulary, TokenizerSettings settings) {
    this.added = added;
    this.vocabulary = vocabulary;
    this.settings = settings;
    this.next = vocabulary.size();
    for (JsonElement element : added) {
      if (element instanceof JsonObject token) {
        tokens.put(JsonParts.text(token.get("content")), token);
      }
    }
  }

  /**
   * Adds the tokens to {@code description}; returns whether it changed.
   *
   * @param family the family, null for a plain tokenizer
   * @param vocabulary the vocabulary of the description
   * @throws CascadeException if the stated id of a token is not the one it would get
   */
  public static boolean add(
      JsonObject description,
      @Nullable TokenizerFamily family,
      TokenizerSettings settings,
      Vocabulary vocabulary) {
    if (!(description.get("added_tokens") instanceof JsonArray)) {
      description.add("added_tokens", new JsonArray());
    }
    AddedTokenSettings all =
        new AddedTokenSettings(description.getAsJsonArray("added_tokens"), vocabulary, settings);
    settings.added().forEach((id, token) -> all.put(id, token, family != null));
    Map<String, String> roles = settings.roles(family == null ? TokenizerFamily.PLAIN : family);
    roles.forEach(
        (role, content) -> {
          if (vocabulary.has(content)) {
            all.put(vocabulary.id(content, ""), all.special(family, role, content), false);
          }
        });
    List<String> more = new ArrayList<>(settings.moreSpecials());
    more.removeAll(roles.values());
    more.forEach(content -> all.put(all.id(content), all.special(null, "", content), false));
    return all.changed;
  }

  /**
   * Removes the tokens from {@code description} that {@code added_tokens_decoder} does not contain:
   * classes that rebuild their tokenizer use that field and their own tokens.
   *
   * @param description the {@code tokenizer.json}
   * @param family the family, null for a plain tokenizer, which uses the description
   */
  public static void keepStated(
      JsonObject description, @Nullable TokenizerFamily family, TokenizerSettings settings) {
    if (family == null
        || !settings.hasDecoder()
        || !(description.get("added_tokens") instanceof JsonArray added)) {
      return;
    }
    Set<String> stated = new HashSet<>(settings.roles(family).values());
    stated.addAll(settings.moreSpecials());
    settings.added().values().forEach(token -> stated.add(token.content()));
    if (family == TokenizerFamily.XLNET && !settings.has("additional_special_tokens")) {
      stated.addAll(List.of("<eop>", "<eod>"));
    }
    JsonArray kept = new JsonArray();
    for (JsonElement token : added) {
      String content =
          token instanceof JsonObject object ? JsonParts.text(object.get("content")) : "";
      boolean isOwn = family == TokenizerFamily.T5 && content.startsWith("<extra_id_");
      if (isOwn || content.isEmpty() || stated.contains(content)) {
        kept.add(token);
      }
    }
    description.add("added_tokens", kept);
  }

  /** A special token with the stated flags, or those of its class in transformers. */
  private AddedToken special(@Nullable TokenizerFamily family, String role, String content) {
    AddedToken flagged = settings.flagged().get(content);
    if (flagged != null) {
      return flagged;
    }
    // in transformers 5 the mask includes the preceding space in these classes only
    boolean stripsLeft = family == TokenizerFamily.MPNET || family == TokenizerFamily.XLNET;
    return family != null && stripsLeft ? family.token(role, content) : AddedToken.special(content);
  }

  private int id(String content) {
    JsonObject token = tokens.get(content);
    if (token != null) {
      return Vocabulary.id(content, token.get("id"), settings.place());
    }
    return vocabulary.has(content) ? vocabulary.id(content, "") : next;
  }

  /** Adds a token; if it exists, replaces its flags if {@code overrides}. */
  private void put(int id, AddedToken token, boolean overrides) {
    int expected = id(token.content());
    if (id != expected) {
      throw CascadeException.of(
          settings.place(),
          "the added token " + token.content() + " has the id " + id + ", expected " + expected,
          "use the vocabulary it was added to");
    }
    JsonObject json = token.json(id);
    JsonObject known = tokens.get(token.content());
    if (known == null) {
      tokens.put(token.content(), json);
      added.add(json);
      next = Math.max(next, id + 1);
      changed = true;
    } else if (overrides && !known.equals(json)) {
      json.asMap().forEach(known::add);
      changed = true;
    }
  }
}
