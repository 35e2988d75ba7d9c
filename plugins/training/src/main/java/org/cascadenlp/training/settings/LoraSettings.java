package org.cascadenlp.training.settings;

import java.util.List;

/**
 * The settings of low-rank adaptation (LoRA, Hu et al. 2021).
 *
 * @param rank the rank of the added matrices
 * @param alpha the product of the matrices is scaled by {@code alpha / rank}
 * @param targets the projections to adapt, some of {@code query}, {@code key}, {@code value},
 *     {@code attention.output}, {@code intermediate} and {@code output}; or {@code all-linear}
 */
public record LoraSettings(int rank, double alpha, List<String> targets) {

  /** The target that stands for every linear weight of every layer. */
  public static final String ALL = "all-linear";

  public LoraSettings {
    targets = List.copyOf(targets);
  }

  /**
   * Whether the weights of {@code module} are adapted.
   *
   * @param module the path of a linear layer within its layer, for example {@code
   *     attention.self.query}
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
