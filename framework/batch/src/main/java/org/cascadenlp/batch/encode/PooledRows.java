package org.cascadenlp.batch.encode;

import org.apache.uima.jcas.cas.FloatArray;
import org.apache.uima.jcas.tcas.Annotation;
import org.cascadenlp.types.Vectors;

/**
 * A span whose vector is pooled from rows of one {@code Vectors} annotation.
 *
 * @param from the index of its first token in {@code vectors}
 * @param to the index after its last token
 * @param row the length of a token's vector, all layers together
 */
record PooledRows(
    Annotation place, Vectors vectors, int from, int to, int row, SentencePooling pooling)
    implements EncodedSpan {

  /** The length of the span's vector. */
  int numbers() {
    return pooling == SentencePooling.POOLED ? vectors.getPooled().size() : row;
  }

  @Override
  public int begin() {
    return place.getBegin();
  }

  @Override
  public int end() {
    return place.getEnd();
  }

  @Override
  public void vector(float[] target) {
    if (pooling == SentencePooling.POOLED) {
      FloatArray pooled = vectors.getPooled();
      pooled.copyToArray(0, target, 0, pooled.size());
      return;
    }
    FloatArray values = vectors.getValues();
    for (int j = 0; j < row; j++) {
      double sum = 0;
      float most = Float.NEGATIVE_INFINITY;
      for (int t = from; t < to; t++) {
        float value = values.get(t * row + j);
        sum += value;
        most = Math.max(most, value);
      }
      target[j] = pooling == SentencePooling.MAX ? most : (float) (sum / (to - from));
    }
  }
}
