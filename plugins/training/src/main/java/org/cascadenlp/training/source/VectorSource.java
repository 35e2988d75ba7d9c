package org.cascadenlp.training.source;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.embedding.SavedHead;
import org.cascadenlp.neural.sequence.Level;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.sequence.SubwordWindow;
import org.cascadenlp.neural.sequence.VectorSpace;
import org.cascadenlp.neural.task.Encoded;
import org.cascadenlp.neural.task.Instance;
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.neural.torch.Weights;
import org.jspecify.annotations.Nullable;

/**
 * The source of a head's input vectors during training, with the weights below the head that are
 * trained.
 *
 * <p>A way of tuning of your own extends {@link EncoderVectors}, which computes the vectors of an
 * encoder with any weights.
 */
public interface VectorSource extends AutoCloseable {

  /** Whether there is one vector per token, per sequence or per subword. */
  Level level();

  /** The vector space before training. */
  VectorSpace vectorSpace();

  /** The trained weights; empty if the vectors are frozen. */
  Weights trained();

  /** The number of an encoder's layers above the trained array {@code name}. */
  default int layersAbove(String name) {
    return 0;
  }

  /** Whether weight decay applies to the trained array {@code name}. */
  default boolean decays(String name) {
    return true;
  }

  /** A hash of the vectors that were computed before training; empty if there are none. */
  default String contentHash() {
    return "";
  }

  /** The classes that the vectors depend on: a training is resumed only with the same jars. */
  default Set<Class<?>> computedBy() {
    return Set.of(getClass());
  }

  /** All its tensors, for the table that is printed before the first step. */
  List<TensorGroup> tensors();

  /** The vectors of {@code batch} under the current weights: (rows, layers, width). */
  NDArray vectors(NDManager owner, List<Instance> batch, Mode mode, float dropout);

  /**
   * The windows of subwords in which {@code sequence} is read, for heads that read subwords.
   *
   * @throws CascadeException if these are vectors of tokens or sequences
   */
  default List<SubwordWindow> windows(Sequence sequence) {
    throw CascadeException.of(
        "vectors of " + vectorSpace().name(),
        "are not computed in training, and the head reads those of subwords",
        "set mode = fine-tune or lora, and stack = false");
  }

  /** The {@link #vectors} of {@code batch}, with what a head reads them by. */
  default Encoded encoded(NDManager owner, List<Instance> batch, Mode mode, float dropout) {
    NDArray vectors = vectors(owner, batch, mode, dropout);
    if (level() != Level.SUBWORD) {
      return new Encoded(vectors, lengths(batch));
    }
    List<List<SubwordWindow>> windows = batch.stream().map(one -> windows(one.sequence())).toList();
    int[] rows =
        windows.stream()
            .mapToInt(own -> own.stream().mapToInt(SubwordWindow::size).sum())
            .toArray();
    return new Encoded(vectors, rows, windows);
  }

  /** The number of rows of each instance in {@code batch}: its tokens, or its sequences. */
  default int[] lengths(List<Instance> batch) {
    return batch.stream()
        .mapToInt(one -> level() == Level.SEQUENCE ? one.sequences().size() : one.size())
        .toArray();
  }

  /**
   * Writes the weights of the head, and those of the encoder or adapter that were trained.
   *
   * @param folder the folder that is written to
   * @param place the final folder, which relative paths in the files refer to
   */
  Saved save(Path folder, Path place, SavedHead head) throws IOException;

  @Override
  void close();

  /**
   * A description of the saved files, for {@code model.json}.
   *
   * @param kind the kind of model, as {@code model.json} spells it
   * @param embedder the vector space that the trained head expects
   * @param base the vector space of the encoder that an adapter belongs to; null without an adapter
   */
  record Saved(String kind, VectorSpace embedder, @Nullable VectorSpace base) {}
}
