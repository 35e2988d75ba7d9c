package org.cascadenlp.neural.task;

import java.nio.FloatBuffer;
import java.util.List;
import org.apache.uima.jcas.cas.FloatArray;
import org.cascadenlp.neural.sequence.SubwordWindow;

/**
 * The input of a head for one instance, in the CAS.
 *
 * @param vectors those of its sequences, each (rows, layers, width)
 * @param windows the windows of vectors of subwords; empty for vectors of tokens or sequences
 */
record HeadInput(List<FloatArray> vectors, List<SubwordWindow> windows) {

  /** The number of floats of all vectors. */
  int size() {
    return vectors.stream().mapToInt(FloatArray::size).sum();
  }

  /** Copies all vectors to {@code buffer}. */
  void copyTo(FloatBuffer buffer) {
    // the array itself, as FloatArray's other methods copy it
    vectors.forEach(one -> buffer.put(one._getTheArray()));
  }
}
