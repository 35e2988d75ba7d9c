package org.cascadenlp.staticembeddings;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.cascadenlp.core.Parameters;

/**
 * The vector of an unknown word: that of the first policy which has one.
 *
 * @param policies the policies in order; the last one, and only that one, always has a vector
 */
record UnknownWords(List<Policy> policies) {

  /** A source of vectors for unknown words. */
  enum Policy {
    /** the vector of the word in lower case, if known */
    LOWERCASE,
    /** the mean of the vectors of its character n-grams, as in fastText, if it has any */
    SUBWORD,
    /** the mean of all vectors */
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
        "end with zero or mean; lowercase and subword may come before it, each once, separated"
            + " by commas: for example lowercase,zero");
  }

  /** The text in {@code VectorSpace.settings}: {@code oov=lowercase,zero}. */
  @Override
  public String toString() {
    return PARAMETER
        + "="
        + policies.stream().map(Policy::written).collect(Collectors.joining(","));
  }
}
