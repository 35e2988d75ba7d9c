package org.cascadenlp.neural.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The dense layer before the output layer of a head: a linear layer, an activation and, in some
 * models, a layer normalisation.
 *
 * @param activation {@code tanh}, {@code gelu}, {@code relu} and so on; empty for no layer
 * @param bias whether the linear layer has a bias
 * @param normEpsilon the epsilon of the layer normalisation; 0 for none
 * @param normBias whether the layer normalisation has a bias
 */
public record DenseLayer(String activation, boolean bias, double normEpsilon, boolean normBias) {

  /** No layer. */
  public static final DenseLayer NONE = new DenseLayer("", false, 0, false);

  /** The form of {@link #text}. */
  public static final String FORM = "ACTIVATION[-unbiased][+norm@EPSILON[-biased]]";

  private static final String WEIGHT = ".weight";
  private static final String BIAS = ".bias";
  private static final String UNBIASED = "-unbiased";
  private static final String NORM = "+norm@";
  private static final String BIASED = "-biased";
  private static final Pattern TEXT =
      Pattern.compile(
          "([a-z_]+)(-unbiased)?(?:\\+norm@([0-9]+(?:\\.[0-9]+)?(?:[eE]-?[0-9]+)?)(-biased)?)?");

  /** A linear layer with bias and an activation; none for the empty text. */
  public static DenseLayer of(String activation) {
    return activation.isEmpty() ? NONE : new DenseLayer(activation, true, 0, false);
  }

  /** Reads {@link #text}; empty if it is malformed or its activation is not in {@code known}. */
  public static Optional<DenseLayer> parse(String text, List<String> known) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches() || !known.contains(parts.group(1))) {
      return Optional.empty();
    }
    boolean norms = parts.group(3) != null;
    double epsilon = norms ? Double.parseDouble(parts.group(3)) : 0;
    return norms && !(epsilon > 0 && epsilon < 1)
        ? Optional.empty()
        : Optional.of(
            new DenseLayer(
                parts.group(1), parts.group(2) == null, epsilon, parts.group(4) != null));
  }

  /** Whether there is such a layer. */
  public boolean exists() {
    return !activation.isEmpty();
  }

  /** Whether it ends with a layer normalisation. */
  public boolean norms() {
    return normEpsilon > 0;
  }

  /**
   * The names of its arrays.
   *
   * @param linear the name of the linear layer
   * @param norm the name of the layer normalisation
   */
  public List<String> arrays(String linear, String norm) {
    List<String> names = new ArrayList<>();
    if (exists()) {
      names.add(linear + WEIGHT);
    }
    if (exists() && bias) {
      names.add(linear + BIAS);
    }
    if (norms()) {
      names.add(norm + WEIGHT);
    }
    if (norms() && normBias) {
      names.add(norm + BIAS);
    }
    return names;
  }

  /** The layer as the value of an option, for example {@code gelu-unbiased+norm@1.0E-5}. */
  public String text() {
    String norm = norms() ? NORM + normEpsilon + (normBias ? BIASED : "") : "";
    return activation + (bias ? "" : UNBIASED) + norm;
  }
}
