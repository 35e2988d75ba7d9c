package org.cascadenlp.transformers.spec;

import java.util.List;

/**
 * A linear layer among saved weights.
 *
 * @param weight the weight's name
 * @param biasName the bias's name, empty where it has none
 * @param saved the weight's shape as saved: (out, in) or, where {@code inputsFirst}, (in, out);
 *     either side may be parted into several dimensions
 * @param inputsFirst whether the weight is saved with its inputs first, as GPT's {@code Conv1D} is
 */
public record Linear(
    String weight, String biasName, long out, long in, List<Long> saved, boolean inputsFirst) {

  public Linear {
    saved = List.copyOf(saved);
  }

  /** {@code NAME.weight} (out, in) and {@code NAME.bias}. */
  public static Linear of(String name, long out, long in) {
    return new Linear(name + ".weight", name + ".bias", out, in, List.of(out, in), false);
  }

  /** {@code NAME.weight} (out, in) alone. */
  public static Linear withoutBias(String name, long out, long in) {
    return new Linear(name + ".weight", "", out, in, List.of(out, in), false);
  }

  /** {@code NAME.weight} (in, out) and {@code NAME.bias}. */
  public static Linear inputsFirst(String name, long out, long in) {
    return new Linear(name + ".weight", name + ".bias", out, in, List.of(in, out), true);
  }

  /** The weight's shape as saved. */
  public long[] shape() {
    return saved.stream().mapToLong(Long::longValue).toArray();
  }
}
