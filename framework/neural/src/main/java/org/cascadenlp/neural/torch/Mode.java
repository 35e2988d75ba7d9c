package org.cascadenlp.neural.torch;

/** How a network runs. */
public enum Mode {
  /** without dropout, results carry no gradients */
  INFERENCE,
  /** with dropout, results carry gradients to the weights that ask for them */
  TRAINING
}
