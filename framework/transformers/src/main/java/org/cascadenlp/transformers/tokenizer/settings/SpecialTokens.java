package org.cascadenlp.transformers.tokenizer.settings;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cascadenlp.core.error.CascadeException;

/**
 * The special tokens of a tokenizer that is converted from older files. Each has its id in the
 * vocabulary, or else the next free id, in the order of roles in transformers.
 */
public final class SpecialTokens {

  private final Map<String, String> roles;
  private final Map<String, Integer> ids;
  private final SortedMap<Integer, AddedToken> added = new TreeMap<>();
  private final TokenizerFamily family;
  private final TokenizerSettings settings;
  private final String place;
  private int next;

  /**
   * The special tokens of {@code family}.
   *
   * @param vocabulary the subword ids
   * @param next the first free id
   */
  public SpecialTokens(
      Map<String, Integer> vocabulary,
      int next,
      TokenizerFamily family,
      TokenizerSettings settings,
      String place) {
    this.ids = new HashMap<>(vocabulary);
    this.next = next;
    this.family = family;
    this.settings = settings;
    this.roles = new LinkedHashMap<>(settings.roles(family));
    this.place = place;
  }

  /** Adds {@code token}; it replaces an earlier one with the same content. */
  public void add(AddedToken token) {
    Integer id = ids.get(token.content());
    if (id == null) {
      id = next++;
      ids.put(token.content(), id);
    }
    added.put(id, token);
  }

  /** Adds the saved tokens, the tokens with a role, and {@code more}. */
  public void addAll(List<String> more) {
    SortedMap<Integer, AddedToken> saved = settings.added();
    saved.forEach(this::add);
    Map<String, AddedToken> flagged = settings.flagged();
    roles.forEach(
        (role, content) -> add(flagged.getOrDefault(content, family.token(role, content))));
    more.forEach(content -> add(flagged.getOrDefault(content, AddedToken.special(content))));
    saved.forEach(this::add); // the flags of saved tokens take precedence
  }

  /** Adds {@code token}, whose saved id is {@code id}. */
  public void add(int id, AddedToken token) {
    int expected = ids.getOrDefault(token.content(), next);
    if (id != expected) {
      throw CascadeException.of(
          place,
          "the added token " + token.content() + " has the id " + id + ", expected " + expected,
          "use the vocabulary it was added to");
    }
    add(token);
  }

  /** The content of the special token with {@code role}. */
  public String piece(String role) {
    String piece = roles.get(role);
    if (piece == null) {
      throw CascadeException.of(
          place, "no token is set for " + role + "_token", "set it in tokenizer_config.json");
    }
    return piece;
  }

  /** The id of the special token with {@code role}. */
  public int id(String role) {
    Integer id = ids.get(piece(role));
    if (id == null) {
      throw CascadeException.of(
          place, "there is no subword " + piece(role), "use the model's own vocabulary");
    }
    return id;
  }

  /** The tokens to add, by id. */
  public SortedMap<Integer, AddedToken> added() {
    return added;
  }
}
