package org.cascadenlp.recurrent.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.cascadenlp.neural.sequence.Sequence;

/**
 * Mean pooling: the pooled vector of a sequence is the mean of its token vectors, in each layer.
 *
 * @param normalize whether the mean is scaled to length 1 in each layer
 */
record SequenceMean(boolean normalize) {

  /**
   * The pooled vector of one sequence.
   *
   * @param rows the token vectors, row-major (tokens, layers, width)
   * @param layers the number of layers
   * @return (layers, width); zeros for a sequence without tokens
   */
  float[] of(float[] rows, int layers, int width) {
    int row = layers * width;
    int tokens = rows.length / row;
    double[] sums = new double[row];
    for (int i = 0; i < rows.length; i++) {
      sums[i % row] += rows[i];
    }
    float[] mean = new float[row];
    for (int from = 0; from < row; from += width) {
      double squares = 0;
      for (int i = from; i < from + width; i++) {
        squares += sums[i] * sums[i];
      }
      double length = normalize ? Math.sqrt(squares) : tokens;
      for (int i = from; i < from + width; i++) {
        mean[i] = length == 0 ? 0 : (float) (sums[i] / length);
      }
    }
    return mean;
  }

  /**
   * The pooled vectors with gradients; equal to the other method up to rounding.
   *
   * @param states (tokens of all sequences, layers, width)
   * @return (sequences, layers, width)
   */
  NDArray of(NDManager owner, NDArray states, List<Sequence> sequences) {
    Shape shape = states.getShape();
    int tokens = (int) shape.get(0);
    float[] shares = new float[Math.multiplyExact(sequences.size(), tokens)];
    int token = 0;
    for (int u = 0; u < sequences.size(); u++) {
      for (int end = token + sequences.get(u).size(); token < end; token++) {
        shares[u * tokens + token] = 1f / sequences.get(u).size();
      }
    }
    long row = shape.get(1) * shape.get(2);
    NDArray means =
        owner
            .create(shares, new Shape(sequences.size(), tokens))
            .matMul(states.reshape(tokens, row))
            .reshape(sequences.size(), shape.get(1), shape.get(2));
    return normalize ? means.div(means.square().sum(new int[] {2}, true).sqrt()) : means;
  }
}
