package org.cascadenlp.transformers.program;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.cascadenlp.transformers.config.EncoderConfiguration;
import org.cascadenlp.transformers.spec.Attention;
import org.jspecify.annotations.Nullable;

/**
 * What attention knows of each distance from {@code -(positions - 1)} to {@code positions - 1}, and
 * of those to earlier states.
 */
final class RelativeTables {

  private RelativeTables() {}

  /**
   * The table of a configuration, attached to {@code manager}; null where it needs none.
   *
   * @param memory how many earlier states a sequence sees at most
   */
  static @Nullable NDArray of(EncoderConfiguration configuration, int memory, NDManager manager) {
    Attention attention = configuration.layout().attention();
    int positions = configuration.positions();
    Attention.Distances distances = attention.distances();
    if (distances != null) {
      return manager.create(DistanceBuckets.of(distances, positions));
    }
    Attention.Disentangled disentangled = attention.disentangled();
    if (disentangled != null) {
      return manager.create(rows(disentangled, positions));
    }
    if (attention.relative() != Attention.Relative.SINUSOIDS) {
      return null;
    }
    int rows = Math.addExact(2 * positions, SubwordBatch.padded(memory));
    int width = configuration.hiddenSize();
    return manager.create(sinusoids(rows, positions, width), new Shape(rows, width));
  }

  /**
   * From {@code -positions} on the sines of all frequencies, then the cosines (Vaswani et al. 2017,
   * as Transformer-XL has it).
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

  /** The row of DeBERTa's embeddings for each distance (place that attends minus the other). */
  private static long[] rows(Attention.Disentangled found, int positions) {
    long[] rows = new long[2 * positions - 1];
    for (int i = 0; i < rows.length; i++) {
      int distance = i - (positions - 1);
      long bucket = found.buckets() > 0 ? bucket(distance, found) : distance;
      rows[i] = Math.max(0, Math.min(2L * found.span() - 1, bucket + found.span()));
    }
    return rows;
  }

  /** Near distances are themselves; farther ones share by their logarithm. */
  private static long bucket(int distance, Attention.Disentangled found) {
    int middle = found.buckets() / 2;
    int away = Math.abs(distance);
    if (away <= middle) {
      return distance;
    }
    // in float32, as transformers has it: a rounding decides on which side of a border it falls
    float part = (float) Math.log((float) away / middle);
    part /= (float) Math.log((double) (found.farthest() - 1) / middle);
    part *= middle - 1;
    return Integer.signum(distance) * ((long) Math.ceil(part) + middle);
  }
}
