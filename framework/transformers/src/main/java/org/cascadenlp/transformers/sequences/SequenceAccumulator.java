package org.cascadenlp.transformers.sequences;

import java.nio.FloatBuffer;
import org.cascadenlp.neural.embedding.EmbedderSettings;
import org.cascadenlp.neural.embedding.EmbedderSettings.UnitPooling;
import org.cascadenlp.neural.sequence.SequenceVectors;

/** The vectors of one unit while its windows come in, in the order of their lengths. */
public final class SequenceRows {

  private final int row;
  private final float[] values;
  private final double[] whole;
  private int subwords;

  /**
   * For a unit of {@code tokens} tokens.
   *
   * @param row the numbers of a token
   * @param wholeRow the numbers of the unit as a whole
   */
  public SequenceRows(int tokens, int row, int wholeRow) {
    this.row = row;
    this.values = new float[Math.multiplyExact(tokens, row)];
    this.whole = new double[wholeRow];
  }

  /** Takes the next rows of {@code from}, those of the tokens of {@code window}. */
  void takeTokens(FloatBuffer from, Window window) {
    from.get(values, window.fromToken() * row, window.tokens() * row);
  }

  /** Leaves out the next rows of {@code from}, those of the tokens of {@code window}. */
  void passTokens(FloatBuffer from, Window window) {
    from.position(from.position() + window.tokens() * row);
  }

  /** Leaves out the next row of {@code from}, that of a window as a whole. */
  void passWhole(FloatBuffer from) {
    from.position(from.position() + whole.length);
  }

  /** Adds the next row of {@code from}, that of {@code window} as a whole. */
  void takeWhole(FloatBuffer from, Window window) {
    subwords += window.length();
    for (int i = 0; i < whole.length; i++) {
      whole[i] += (double) window.length() * from.get();
    }
  }

  /**
   * All that was taken; of the whole unit the mean over subwords, or of length 1 in each layer.
   *
   * @param width the numbers of the whole unit in each layer
   */
  public SequenceVectors vectors(int width, EmbedderSettings settings) {
    if (settings.pooled() == UnitPooling.NONE) {
      return SequenceVectors.ofTokens(values);
    }
    float[] pooled = new float[whole.length];
    for (int from = 0; from < pooled.length; from += width) {
      double squares = 0;
      for (int i = from; i < from + width; i++) {
        squares += whole[i] * whole[i];
      }
      double length = settings.normalize() ? Math.sqrt(squares) : subwords;
      for (int i = from; i < from + width; i++) {
        pooled[i] = length == 0 ? 0 : (float) (whole[i] / length);
      }
    }
    return new SequenceVectors(values, pooled);
  }
}
