package org.cascadenlp.recurrent.cove;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cascadenlp.neural.layers.BiLstm;
import org.cascadenlp.neural.layers.LinearProgram;
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.neural.torch.Weights;

/** The layers of a CoVe, with the weights of {@link LstmState}. */
final class CoveLstm implements AutoCloseable {

  /** The padded sizes between powers of two: more than in heads, as batches span documents. */
  private static final int SIZES = 8;

  private final int layers;
  private final boolean bfloat16;
  private final BiLstm lstm;

  CoveLstm(int layers, boolean bfloat16) {
    this.layers = layers;
    this.bfloat16 = bfloat16;
    this.lstm = new BiLstm(layers, SIZES, bfloat16);
  }

  /** Prepares weights for inference: see {@link LinearProgram#inBfloat16}. */
  Weights prepare(NDManager manager, Weights weights) {
    return bfloat16
        ? LinearProgram.inBfloat16(
            manager,
            weights,
            weights.names().stream().filter(name -> name.endsWith(".weight")).toList())
        : weights;
  }

  /** As {@link BiLstm#run}; {@code dropout} is the rate between layers. */
  NDList run(Mode mode, NDArray x, long[] words, int[] lengths, Weights weights, float dropout) {
    float[] dropouts = new float[layers];
    Arrays.fill(dropouts, 1, layers, Math.max(0, dropout));
    return lstm.run(mode, x, words, lengths, arrays(x.getManager(), weights), dropouts);
  }

  /** The arrays of each layer and direction, with zeros as second bias. */
  private List<NDArray> arrays(NDManager owner, Weights weights) {
    List<NDArray> arrays = new ArrayList<>();
    for (int layer = 0; layer < layers; layer++) {
      for (String reverse : List.of("", "_reverse")) {
        String place = LstmState.prefixOf(layer, reverse);
        NDArray bias = weights.get(place + "bias");
        arrays.add(weights.get(place + "input.weight"));
        arrays.add(weights.get(place + "state.weight"));
        arrays.add(bias);
        arrays.add(owner.zeros(new Shape(bias.getShape().get(0))));
      }
    }
    return arrays;
  }

  /** As {@link BiLstm#work}. */
  long work(int sequences, int longest) {
    return lstm.work(sequences, longest);
  }

  @Override
  public void close() {
    lstm.close();
  }
}
