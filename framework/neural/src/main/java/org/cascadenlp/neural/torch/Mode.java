package org.cascadenlp.neural.torch;

/** Whether a network runs for inference or for training. */
public enum Mode {
  /** without dropout and gradients */
  INFERENCE,
  /** with dropout, and with gradients of the weights that require them */
  TRAINING
}
