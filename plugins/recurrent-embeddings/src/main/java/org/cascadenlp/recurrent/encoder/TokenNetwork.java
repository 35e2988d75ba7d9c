package org.cascadenlp.recurrent.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cascadenlp.neural.embedding.SavedHead;
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.neural.torch.Weights;
import org.cascadenlp.weights.tensor.Tensor;

/** What is an encoder's own under {@link RecurrentEncoder}: tokens in, states out. */
public interface TokenNetwork extends AutoCloseable {

  /**
   * What the network is.
   *
   * @param name for people
   * @param tensors the weights it was opened with, in its order
   * @param layers the numbers of the layers it returns
   * @param width of a row
   * @param depth the number of layers of LSTMs
   * @param settings what, beside the layers, changes its rows, as an identity has it
   */
  record Properties(
      String name,
      Map<String, Tensor> tensors,
      List<Integer> layers,
      int width,
      int depth,
      String settings) {}

  /** What the network is; the tensors are read anew at each call. */
  Properties properties();

  /** The weights as {@link #states} reads them in inference; by default as they are. */
  default Weights ready(NDManager manager, Weights weights) {
    return weights;
  }

  /** Whether a batch takes as long as if all its windows were as long as the longest. */
  default boolean takesGrids() {
    return false;
  }

  /**
   * The states of {@code windows}, none of which is empty.
   *
   * @param dropout before each layer in training; a negative number for the configuration's own
   * @return (kept tokens of all windows one after the other, layers, width)
   */
  NDArray states(
      NDManager owner, List<TokenWindow> windows, Weights weights, Mode mode, float dropout);

  /** Writes the folder that opens as this network with {@code weights}. */
  void save(Path folder, Weights weights, SavedHead head) throws IOException;

  @Override
  void close();
}
