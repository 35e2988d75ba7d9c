package org.cascadenlp.transformers.program;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.cascadenlp.transformers.config.EncoderConfiguration;
import org.cascadenlp.transformers.spec.Attention;
import org.jspecify.annotations.Nullable;

/**
 * Tables indexed by distance, from {@code -(positions - 1)} to {@code positions - 1} with {@link
 * #positions}, for relative positions in attention.
 */
final class RelativePositionTables {

  private RelativePositionTables() {}

  /**
   * The number of positions that tables cover: the longest grid, which is padded, so that it may
   * have more cells than the model has positions.
   */
  static int positions(EncoderConfiguration configuration) {
    return SubwordBatch.padded(configuration.positions());
  }

  /**
   * The table of a configuration, attached to {@code manager}; null if its attention needs none.
   *
   * @param memory the maximum number of earlier states per sequence (mems)
   */
  static @Nullable NDArray of(EncoderConfiguration configuration, int memory, NDManager manager) {
    Attention attention = configuration.spec().attention();
    int positions = positions(configuration);
    Attention.RelativeBias distances = attention.bias();
    if (distances != null) {
      return manager.create(RelativePositionBuckets.of(distances, positions));
    }
    Attention.Disentangled disentangled = attention.disentangled();
    if (disentangled != null) {
      return manager.create(rows(disentangled, positions));
    }
    if (attention.relativePosition() != Attention.RelativePosition.SINUSOIDS) {
      return null;
    }
    int rows = Math.addExact(2 * positions, SubwordBatch.padded(memory));
    int width = configuration.hiddenSize();
    return manager.create(sinusoids(rows, positions, width), new Shape(rows, width));
  }

  /**
   * Sinusoidal encodings (rows, width) of the distances from {@code -positions} on: sines of all
   * frequencies, then cosines (Vaswani et al. 2017, in the order of Transformer-XL).
   */
  private static float[] sinusoids(int rows, int positions, int width) {
    int half = (width + 1) / 2;
    float[] table = new float[Math.multiplyExact(rows, width)];
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < half; i++) {
        double angle = (row - positions) / Math.pow(10000, 2.0 * i / width);
        table[row * width + i] = (float) Math.sin(angle);
        if (half + i < width) {
          table[row * width + half + i] = (float) Math.cos(angle);
        }
      }
    }
    return table;
  }

  /** The index of DeBERTa's embedding for each distance (query position minus key position). */
  private static long[] rows(Attention.Disentangled found, int positions) {
    long[] rows = new long[2 * positions - 1];
    for (int i = 0; i < rows.length; i++) {
      int distance = i - (positions - 1);
      long bucket = found.buckets() > 0 ? bucket(distance, found) : distance;
      rows[i] = Math.max(0, Math.min(2L * found.span() - 1, bucket + found.span()));
    }
    return rows;
  }

  /** Small distances unchanged, larger ones in logarithmic buckets. */
  private static long bucket(int distance, Attention.Disentangled found) {
    int middle = found.buckets() / 2;
    int absolute = Math.abs(distance);
    if (absolute <= middle) {
      return distance;
    }
    // in float32 as in transformers, because rounding decides the bucket of borderline distances
    float part = (float) Math.log((float) absolute / middle);
    part /= (float) Math.log((double) (found.maxDistance() - 1) / middle);
    part *= middle - 1;
    return Integer.signum(distance) * ((long) Math.ceil(part) + middle);
  }
}
