package org.cascadenlp.training.settings;

/** The course of the learning rate after the warm-up. */
public enum Schedule {
  /** falls linearly to 0 at the last update */
  LINEAR,
  /** falls along half a cosine wave to 0 at the last update */
  COSINE,
  /** stays at its peak */
  CONSTANT;

  /**
   * The learning rate of an update as a fraction of the peak rate.
   *
   * @param update the number of updates before this one
   * @param warmup the number of updates over which the rate rises from 0
   * @param total the number of updates in the whole training
   */
  public double factor(int update, int warmup, int total) {
    if (update < warmup) {
      return (double) update / warmup;
    }
    double done = (double) (update - warmup) / Math.max(1, total - warmup);
    return switch (this) {
      case LINEAR -> Math.max(0, 1 - done);
      case COSINE -> Math.max(0, 0.5 * (1 + Math.cos(Math.PI * done)));
      case CONSTANT -> 1;
    };
  }
}
