package org.cascadenlp.transformers.tokenizer.settings;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cascadenlp.core.error.CascadeException;

/**
 * The special tokens of a tokenizer that is put together from older files: each has the id that the
 * vocabulary gives it, or else the next one free, in the order of roles in transformers.
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
   * @param vocabulary the subwords
   * @param next the first id that is free
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

  /** Adds {@code token}, in place of one of its content that is there already. */
  public void add(AddedToken token) {
    Integer id = ids.get(token.content());
    if (id == null) {
      id = next++;
      ids.put(token.content(), id);
    }
    added.put(id, token);
  }

  /** Adds those that were saved, those that have a role, and {@code more}. */
  public void addAll(List<String> more) {
    SortedMap<Integer, AddedToken> saved = settings.added();
    saved.forEach(this::add);
    Map<String, AddedToken> flagged = settings.flagged();
    roles.forEach(
        (role, content) -> add(flagged.getOrDefault(content, family.token(role, content))));
    more.forEach(content -> add(flagged.getOrDefault(content, AddedToken.special(content))));
    saved.forEach(this::add); // how a saved token is found is known
  }

  /** Adds {@code token}, which was saved with {@code id}. */
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

  /** What the special token of {@code role} is called. */
  public String piece(String role) {
    String piece = roles.get(role);
    if (piece == null) {
      throw CascadeException.of(
          place, "no token is set for " + role + "_token", "set it in tokenizer_config.json");
    }
    return piece;
  }

  /** The id of the special token of {@code role}. */
  public int id(String role) {
    Integer id = ids.get(piece(role));
    if (id == null) {
      throw CascadeException.of(
          place, "there is no subword " + piece(role), "use the model's own vocabulary");
    }
    return id;
  }

  /** By id, as they are to be added. */
  public SortedMap<Integer, AddedToken> added() {
    return added;
  }
}
