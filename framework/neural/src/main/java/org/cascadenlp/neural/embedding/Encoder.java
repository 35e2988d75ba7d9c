package org.cascadenlp.neural.embedding;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.cascadenlp.neural.sequence.Rows;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.neural.torch.Weights;

/**
 * An embedder that is a network: its weights can be trained.
 *
 * <p>Training works on a copy of the weights that the caller owns ({@link #trainable}); {@link
 * #embed} always uses the weights the encoder was opened with.
 */
public interface Encoder extends Embedder {

  /**
   * The weights as float32 arrays attached to {@code manager}, under Hugging Face's names without
   * the model's prefix ({@code encoder.layer.0.attention.self.query.weight}).
   */
  Weights trainable(NDManager manager);

  /**
   * The network with dropout and gradients, or without both.
   *
   * @param manager owns the result and everything made on the way: one per batch
   * @param rows what has a vector in the result
   * @param weights as {@link #trainable} gave them, possibly trained on or replaced by adapted ones
   * @param dropout the probability of every dropout in the network, or a negative number for the
   *     configuration's own; only read where {@code mode} is {@code TRAINING}
   * @return (tokens of all units one after the other, layers, width), or (units, layers, width)
   */
  NDArray forward(
      NDManager manager,
      List<Sequence> units,
      Rows rows,
      Weights weights,
      Mode mode,
      float dropout);

  /**
   * Writes configuration, tokenizer and {@code weights} in Hugging Face's layout, so that Python
   * opens the folder.
   *
   * @param head for the same file; its labels are written into the configuration
   */
  void save(Path folder, Weights weights, SavedHead head) throws IOException;

  /** The number of layers, for freezing the lowest ones. */
  int depth();

  /**
   * The layer, from 0, that the array called {@code name} belongs to; -1 for the embeddings and
   * {@link #depth} for what lies above all layers.
   */
  int layerOf(String name);

  /**
   * Whether the trainer's weight decay applies to the array called {@code name}; unless an encoder
   * has others that it is not for, such as layer normalisations, to all but biases.
   */
  default boolean decays(String name) {
    return !Weights.isBias(name);
  }

  /** True where the weight called {@code name} is (in, out), as GPT's {@code Conv1D} has it. */
  default boolean inputsFirst(String name) {
    return false;
  }
}
