package org.cascadenlp.transformers.sequences;

import java.nio.FloatBuffer;
import org.cascadenlp.neural.embedding.EmbedderSettings;
import org.cascadenlp.neural.embedding.EmbedderSettings.SequencePooling;
import org.cascadenlp.neural.sequence.SequenceVectors;

/** Collects the vectors of one sequence from its windows, which arrive in any order. */
public final class SequenceAccumulator {

  private final int row;
  private final float[] values;
  private final double[] sum;
  private int subwords;

  /**
   * An accumulator for a sequence of {@code tokens} tokens.
   *
   * @param row the number of values per token
   * @param pooledRow the number of values of the pooled vector, 0 without pooling
   */
  public SequenceAccumulator(int tokens, int row, int pooledRow) {
    this.row = row;
    this.values = new float[Math.multiplyExact(tokens, row)];
    this.sum = new double[pooledRow];
  }

  /** Copies the next rows of {@code from}, the vectors of the tokens of {@code window}. */
  void addTokens(FloatBuffer from, Window window) {
    from.get(values, window.fromToken() * row, window.tokens() * row);
  }

  /** Skips the next rows of {@code from}, the vectors of the tokens of {@code window}. */
  void skipTokens(FloatBuffer from, Window window) {
    from.position(from.position() + window.tokens() * row);
  }

  /** Skips the next row of {@code from}, the pooled vector of a window. */
  void skipPooled(FloatBuffer from) {
    from.position(from.position() + sum.length);
  }

  /**
   * Adds the next row of {@code from}, the pooled vector of {@code window}, weighted by its length.
   */
  void addPooled(FloatBuffer from, Window window) {
    subwords += window.length();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += (double) window.length() * from.get();
    }
  }

  /**
   * The vectors of the sequence. The pooled vector is the weighted mean over windows or, with
   * {@code normalize}, has length 1 in each layer.
   *
   * @param width the number of values of the pooled vector per layer
   */
  public SequenceVectors vectors(int width, EmbedderSettings settings) {
    if (settings.pooled() == SequencePooling.NONE) {
      return SequenceVectors.ofTokens(values);
    }
    float[] pooled = new float[sum.length];
    for (int from = 0; from < pooled.length; from += width) {
      double squares = 0;
      for (int i = from; i < from + width; i++) {
        squares += sum[i] * sum[i];
      }
      double length = settings.normalize() ? Math.sqrt(squares) : subwords;
      for (int i = from; i < from + width; i++) {
        pooled[i] = length == 0 ? 0 : (float) (sum[i] / length);
      }
    }
    return new SequenceVectors(values, pooled);
  }
}
