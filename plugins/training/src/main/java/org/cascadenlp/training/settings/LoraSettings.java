package org.cascadenlp.training.settings;

import java.util.List;

/**
 * The low-rank adaptation of an encoder.
 *
 * @param rank of the added matrices
 * @param alpha their product is scaled by {@code alpha / rank}
 * @param targets the projections adapted: of {@code query}, {@code key}, {@code value}, {@code
 *     attention.output}, {@code intermediate} and {@code output}, or {@code all-linear}
 */
public record LoraSettings(int rank, double alpha, List<String> targets) {

  /** The target that stands for every linear weight of every layer. */
  public static final String ALL = "all-linear";

  public LoraSettings {
    targets = List.copyOf(targets);
  }

  /**
   * True where the weights of {@code module} are adapted.
   *
   * @param module path of a linear layer within its layer, for example {@code attention.self.query}
   */
  public boolean adapts(String module) {
    return targets.stream()
        .anyMatch(
            t ->
                t.equals(ALL)
                    || module.equals(t)
                    || module.equals(t + ".dense")
                    || module.endsWith("." + t));
  }
}
