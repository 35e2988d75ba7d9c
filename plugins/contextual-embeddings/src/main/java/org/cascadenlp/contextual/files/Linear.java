package org.cascadenlp.contextual.files;

/**
 * A linear layer among saved weights: {@code NAME.weight} and, unless it has none, {@code
 * NAME.bias}.
 *
 * @param inputsFirst whether the weight is saved as (in, out), as GPT's {@code Conv1D} is, not as
 *     (out, in)
 */
public record Linear(String name, long out, long in, boolean bias, boolean inputsFirst) {

  /** A layer with a bias, its weight (out, in). */
  public static Linear of(String name, long out, long in) {
    return new Linear(name, out, in, true, false);
  }

  /** The weight's name. */
  public String weight() {
    return name + ".weight";
  }

  /** The bias's name. */
  public String biasName() {
    return name + ".bias";
  }

  /** The weight's shape as saved. */
  public long[] shape() {
    return inputsFirst ? new long[] {in, out} : new long[] {out, in};
  }
}
