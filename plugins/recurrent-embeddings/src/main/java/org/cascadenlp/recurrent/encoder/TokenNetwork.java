package org.cascadenlp.recurrent.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cascadenlp.neural.embedding.SavedHead;
import org.cascadenlp.neural.layers.PaddedBatches;
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.neural.torch.Weights;
import org.cascadenlp.weights.tensor.Tensor;

/** The network of a {@link RecurrentEncoder}: computes hidden states of tokens. */
public interface TokenNetwork extends AutoCloseable {

  /**
   * The properties of a network.
   *
   * @param name the name, for display
   * @param tensors the weights it was opened with, in the order of the network
   * @param layers the layers it returns
   * @param width the width of a token's vector per layer
   * @param depth the number of LSTM layers
   * @param settings further options that change its vectors, for {@code VectorSpace.settings}
   */
  record Properties(
      String name,
      Map<String, Tensor> tensors,
      List<Integer> layers,
      int width,
      int depth,
      String settings) {}

  /** The properties; each call reads the tensors anew. */
  Properties properties();

  /** Prepares weights for {@link #states} in inference; by default they are returned unchanged. */
  default Weights prepare(NDManager manager, Weights weights) {
    return weights;
  }

  /** The work of a batch if its windows are padded to the longest; empty if they are not padded. */
  default Optional<PaddedBatches.Work> padding() {
    return Optional.empty();
  }

  /**
   * Computes the hidden states of {@code windows}, none of which is empty.
   *
   * @param dropout the dropout rate before each layer in training; negative for that of the
   *     configuration
   * @return (kept tokens of all windows, layers, width)
   */
  NDArray states(
      NDManager owner, List<TokenWindow> windows, Weights weights, Mode mode, float dropout);

  /** Writes a folder with this network and {@code weights}. */
  void save(Path folder, Weights weights, SavedHead head) throws IOException;

  @Override
  void close();
}
