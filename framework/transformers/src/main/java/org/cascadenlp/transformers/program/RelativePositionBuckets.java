package org.cascadenlp.transformers.program;

import org.cascadenlp.transformers.spec.Attention;

/**
 * The buckets of distances as T5 (Raffel et al. 2020) and MPNet make them: each near distance has
 * its own, farther ones share by their logarithm; one half for each direction.
 */
final class DistanceBuckets {

  private DistanceBuckets() {}

  /**
   * The bucket of each distance (place attended to minus place that attends) from {@code
   * -(positions - 1)} to {@code positions - 1}.
   */
  static long[] of(Attention.Distances distances, int positions) {
    int half = distances.buckets() / 2;
    int exact = half / 2;
    long[] buckets = new long[2 * positions - 1];
    for (int i = 0; i < buckets.length; i++) {
      int distance = i - (positions - 1);
      int away = Math.abs(distance);
      int bucket = away;
      if (away >= exact) {
        // in float32, as transformers has it: a rounding decides on which side of a border it falls
        float part = (float) Math.log((float) away / exact);
        part /= (float) Math.log((double) distances.farthest() / exact);
        bucket = Math.min(half - 1, exact + (int) (part * (half - exact)));
      }
      buckets[i] = distance > 0 ? half + bucket : bucket;
    }
    return buckets;
  }
}
