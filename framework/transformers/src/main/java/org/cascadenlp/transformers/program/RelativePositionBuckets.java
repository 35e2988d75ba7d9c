package org.cascadenlp.transformers.program;

import org.cascadenlp.transformers.spec.Attention;

/**
 * The relative position buckets of T5 (Raffel et al. 2020) and MPNet: one bucket per small
 * distance, logarithmic buckets for larger ones, half of the buckets for each direction.
 */
final class RelativePositionBuckets {

  private RelativePositionBuckets() {}

  /**
   * The bucket of each distance (key position minus query position) from {@code -(positions - 1)}
   * to {@code positions - 1}.
   */
  static long[] of(Attention.RelativeBias distances, int positions) {
    int half = distances.buckets() / 2;
    int exact = half / 2;
    long[] buckets = new long[2 * positions - 1];
    for (int i = 0; i < buckets.length; i++) {
      int distance = i - (positions - 1);
      int absolute = Math.abs(distance);
      int bucket = absolute;
      if (absolute >= exact) {
        // in float32 as in transformers, because rounding decides the bucket of borderline
        // distances
        float part = (float) Math.log((float) absolute / exact);
        part /= (float) Math.log((double) distances.maxDistance() / exact);
        bucket = Math.min(half - 1, exact + (int) (part * (half - exact)));
      }
      buckets[i] = distance > 0 ? half + bucket : bucket;
    }
    return buckets;
  }
}
