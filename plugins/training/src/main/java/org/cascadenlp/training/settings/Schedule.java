package org.cascadenlp.training.settings;

/** How the rate goes on after the warm-up. */
public enum Schedule {
  /** falls in a straight line to 0 at the last update */
  LINEAR,
  /** falls in half a cosine to 0 at the last update */
  COSINE,
  /** stays */
  CONSTANT;

  /**
   * The part of the full rate that an update has.
   *
   * @param update number of updates before this one
   * @param warmup number of updates over which the rate rises from 0
   * @param total number of updates of the whole training
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
