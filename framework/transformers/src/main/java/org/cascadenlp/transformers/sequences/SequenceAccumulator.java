package org.cascadenlp.transformers.sequences;

import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cascadenlp.neural.embedding.EmbedderSettings;
import org.cascadenlp.neural.embedding.EmbedderSettings.SequencePooling;
import org.cascadenlp.neural.sequence.SequenceVectors;
import org.cascadenlp.neural.sequence.SubwordWindow;

/** Collects the vectors of one sequence from its windows, which arrive in any order. */
public final class SequenceAccumulator {

  private final int row;
  private final List<Window> windows; // empty for vectors of tokens
  private final Map<Window, Integer> firstRows = new HashMap<>();
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
    this(List.of(), tokens, row, pooledRow);
  }

  private SequenceAccumulator(List<Window> windows, int rows, int row, int pooledRow) {
    this.windows = windows;
    this.row = row;
    this.values = new float[Math.multiplyExact(rows, row)];
    this.sum = new double[pooledRow];
  }

  /**
   * An accumulator for the subwords of {@code windows}, special tokens included.
   *
   * @param row the number of values per subword
   * @param pooledRow as above
   */
  public static SequenceAccumulator ofSubwords(List<Window> windows, int row, int pooledRow) {
    int rows = windows.stream().mapToInt(Window::length).sum();
    SequenceAccumulator made = new SequenceAccumulator(windows, rows, row, pooledRow);
    int first = 0;
    for (Window window : windows) {
      made.firstRows.put(window, first);
      first += window.length();
    }
    return made;
  }

  /** Copies the next rows of {@code from}, the vectors of tokens or subwords of {@code window}. */
  void addTokens(FloatBuffer from, Window window) {
    int first = firstRows.getOrDefault(window, window.fromToken());
    from.get(values, first * row, rows(window) * row);
  }

  private int rows(Window window) {
    return windows.isEmpty() ? window.tokens() : window.length();
  }

  /** Skips the next rows of {@code from}, the vectors of tokens or subwords of {@code window}. */
  void skipTokens(FloatBuffer from, Window window) {
    from.position(from.position() + rows(window) * row);
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
    List<SubwordWindow> described = windows.stream().map(Window::described).toList();
    if (settings.pooled() == SequencePooling.NONE) {
      return new SequenceVectors(values, new float[0], described);
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
    return new SequenceVectors(values, pooled, described);
  }
}
