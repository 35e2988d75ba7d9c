package org.cascadenlp.staticembeddings;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.cascadenlp.core.Parameters;

/**
 * What a word gets that a vector file does not have: the first of these that gives a row.
 *
 * @param policies the last one, and only that one, always gives a row
 */
record UnknownWords(List<Policy> policies) {

  /** A way to a row for a word that is not there. */
  enum Policy {
    /** the row of the word in lower case, where that is there */
    LOWERCASE,
    /** the mean of the rows of its character n-grams, as in fastText, where it has any */
    SUBWORD,
    /** the mean of all rows */
    MEAN,
    /** zeros */
    ZERO;

    String written() {
      return name().toLowerCase(Locale.ROOT);
    }

    boolean always() {
      return this == MEAN || this == ZERO;
    }
  }

  private static final String PARAMETER = "oov";

  UnknownWords {
    policies = List.copyOf(policies);
  }

  /** The policies in parameter {@code oov}. */
  static UnknownWords of(Parameters parameters) {
    String text = parameters.text(PARAMETER);
    List<Policy> policies = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      Policy policy = policy(part.strip());
      boolean follows = !policies.isEmpty() && policies.get(policies.size() - 1).always();
      if (policy == null || follows || policies.contains(policy)) {
        throw bad(parameters, text);
      }
      policies.add(policy);
    }
    if (!policies.get(policies.size() - 1).always()) {
      throw bad(parameters, text);
    }
    return new UnknownWords(policies);
  }

  private static @org.jspecify.annotations.Nullable Policy policy(String written) {
    for (Policy policy : Policy.values()) {
      if (policy.written().equals(written)) {
        return policy;
      }
    }
    return null;
  }

  private static RuntimeException bad(Parameters parameters, String text) {
    return parameters.bad(
        PARAMETER,
        text,
        "end with zero or mean; before it there may be lowercase and subword, each once, separated"
            + " by commas: for example lowercase,zero");
  }

  /** As an identity has it: {@code oov=lowercase,zero}. */
  @Override
  public String toString() {
    return PARAMETER
        + "="
        + policies.stream().map(Policy::written).collect(Collectors.joining(","));
  }
}
