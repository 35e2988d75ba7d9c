package org.cascadenlp.contextual;

import java.nio.FloatBuffer;
import org.cascadenlp.contextual.BertSettings.UnitPooling;
import org.cascadenlp.neural.UnitVectors;

/** The vectors of one unit while its windows come in, in the order of their lengths. */
final class UnitRows {

  private final int row;
  private final float[] values;
  private final double[] whole;

  /** For a unit of {@code tokens} tokens, each with {@code row} numbers. */
  UnitRows(int tokens, int row) {
    this.row = row;
    this.values = new float[Math.multiplyExact(tokens, row)];
    this.whole = new double[row];
  }

  /** Takes the next rows of {@code from}, those of the tokens of {@code window}. */
  void takeTokens(FloatBuffer from, Window window) {
    from.get(values, window.fromToken() * row, window.tokens() * row);
  }

  /** Adds the next row of {@code from}, that of {@code window} as a whole. */
  void takeWhole(FloatBuffer from, Window window) {
    for (int i = 0; i < row; i++) {
      whole[i] += (double) window.length() * from.get();
    }
  }

  /** All that was taken; the vector of the unit has length 1 in each layer. */
  UnitVectors vectors(int width, UnitPooling pooling) {
    if (pooling == UnitPooling.NONE) {
      return UnitVectors.ofTokens(values);
    }
    float[] pooled = new float[row];
    for (int from = 0; from < row; from += width) {
      double squares = 0;
      for (int i = from; i < from + width; i++) {
        squares += whole[i] * whole[i];
      }
      double length = squares == 0 ? 1 : Math.sqrt(squares);
      for (int i = from; i < from + width; i++) {
        pooled[i] = (float) (whole[i] / length);
      }
    }
    return new UnitVectors(values, pooled);
  }
}
