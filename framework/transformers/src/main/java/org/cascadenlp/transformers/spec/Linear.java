package org.cascadenlp.transformers.spec;

import java.util.List;

/**
 * The names and shapes of a saved linear layer.
 *
 * @param weight the name of the weight
 * @param biasName the name of the bias, or empty
 * @param saved the weight's shape in the file: (out, in), or (in, out) if {@code inputsFirst};
 *     either side may be split into several dimensions
 * @param inputsFirst whether the file has the weight as (in, out), as GPT's {@code Conv1D}
 */
public record Linear(
    String weight, String biasName, long out, long in, List<Long> saved, boolean inputsFirst) {

  public Linear {
    saved = List.copyOf(saved);
  }

  /** A layer with {@code NAME.weight} (out, in) and {@code NAME.bias}. */
  public static Linear of(String name, long out, long in) {
    return new Linear(name + ".weight", name + ".bias", out, in, List.of(out, in), false);
  }

  /** A layer with {@code NAME.weight} (out, in) and without bias. */
  public static Linear withoutBias(String name, long out, long in) {
    return new Linear(name + ".weight", "", out, in, List.of(out, in), false);
  }

  /** A layer with {@code NAME.weight} (in, out) and {@code NAME.bias}. */
  public static Linear inputsFirst(String name, long out, long in) {
    return new Linear(name + ".weight", name + ".bias", out, in, List.of(in, out), true);
  }

  /** The weight's shape in the file. */
  long[] shape() {
    return saved.stream().mapToLong(Long::longValue).toArray();
  }
}
