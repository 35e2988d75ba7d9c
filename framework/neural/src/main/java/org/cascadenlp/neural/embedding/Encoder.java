package org.cascadenlp.neural.embedding;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.sequence.Level;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.sequence.SubwordWindow;
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.neural.torch.Weights;

/**
 * An embedder that is a trainable network.
 *
 * <p>Training uses a copy of the weights that the caller owns ({@link #trainable}); {@link #embed}
 * always uses the weights the encoder was opened with.
 */
public interface Encoder extends Embedder {

  /**
   * A copy of the weights as float32 arrays attached to {@code manager}, under Hugging Face's names
   * without the model's prefix ({@code encoder.layer.0.attention.self.query.weight}).
   */
  Weights trainable(NDManager manager);

  /**
   * Runs the network.
   *
   * @param manager owns the result and all intermediate arrays: one per batch
   * @param level whether to return token vectors, pooled vectors or the states of subwords
   * @param weights the arrays of {@link #trainable}, possibly updated or replaced by adapted ones
   * @param dropout the probability of every dropout in the network, negative for those of the
   *     configuration; used only if {@code mode} is {@code TRAINING}
   * @return (tokens of all sequences, layers, width), or (sequences, layers, width), or (subwords
   *     of all {@link #windows}, layers, width)
   */
  NDArray forward(
      NDManager manager,
      List<Sequence> sequences,
      Level level,
      Weights weights,
      Mode mode,
      float dropout);

  /**
   * The windows in which the network reads {@code sequence}, in order. One that is longer than the
   * network reads at once has several, which overlap; in those of a pair the first text is repeated
   * before each part of the second.
   *
   * @throws CascadeException if the network does not read subwords
   */
  default List<SubwordWindow> windows(Sequence sequence) {
    throw CascadeException.of(
        vectorSpace().name(),
        "does not read subwords",
        "use a transformer, for example the part BertEmbedding");
  }

  /**
   * Writes configuration, tokenizer and {@code weights} in Hugging Face's layout, so that Python
   * opens the folder.
   *
   * @param head further arrays for the same file, for example {@code classifier.weight}, and the
   *     labels, which are written into the configuration
   */
  void save(Path folder, Weights weights, SavedHead head) throws IOException;

  /** The number of layers, for freezing the lowest. */
  int depth();

  /**
   * The layer, counted from 0, of the array {@code name}; -1 for the embeddings and {@link #depth}
   * for arrays above the layers.
   */
  int layerOf(String name);

  /**
   * Whether the trainer's weight decay applies to the array {@code name}: by default to all but
   * biases. An encoder with other arrays without decay, such as layer normalisations, overrides
   * this.
   */
  default boolean decays(String name) {
    return !Weights.isBias(name);
  }

  /** True if the weight {@code name} has shape (in, out), as in GPT's {@code Conv1D}. */
  default boolean inputsFirst(String name) {
    return false;
  }
}
