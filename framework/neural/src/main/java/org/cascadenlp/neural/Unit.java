package org.cascadenlp.neural;

import java.util.List;

/**
 * What is embedded at a time: the tokens of one sentence or document.
 *
 * @param tokens the covered texts of the tokens, in order; none is empty
 */
public record Unit(List<String> tokens) {

  public Unit {
    tokens = List.copyOf(tokens);
  }

  /** The number of tokens. */
  public int size() {
    return tokens.size();
  }
}
