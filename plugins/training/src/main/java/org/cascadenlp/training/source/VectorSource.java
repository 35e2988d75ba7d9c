package org.cascadenlp.training.source;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.cascadenlp.neural.embedding.SavedHead;
import org.cascadenlp.neural.sequence.Level;
import org.cascadenlp.neural.sequence.VectorSpace;
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.neural.torch.Weights;
import org.jspecify.annotations.Nullable;

/** Where the vectors under a head come from while it is trained, and what of it is trained too. */
public sealed interface VectorSource extends AutoCloseable
    permits FrozenVectors, EncoderSource, StackedVectors {

  /** What has a vector of its own. */
  Level level();

  /** The vectors before training. */
  VectorSpace vectorSpace();

  /** The arrays that training changes; none where the vectors stay as they are. */
  Weights trained();

  /** How many layers of an encoder lie above the trained array {@code name}. */
  default int layersAbove(String name) {
    return 0;
  }

  /** Whether weight decay applies to the trained array {@code name}. */
  default boolean decays(String name) {
    return true;
  }

  /** What it consists of, for the table before the first step. */
  List<TensorGroup> tensors();

  /** The vectors of {@code batch} under the current weights: (rows, layers, width). */
  NDArray vectors(NDManager owner, List<LabelledSequence> batch, Mode mode, float dropout);

  /** The number of rows of each unit of {@code batch}. */
  default int[] lengths(List<LabelledSequence> batch) {
    return batch.stream()
        .mapToInt(e -> level() == Level.SEQUENCE ? 1 : e.sequence().size())
        .toArray();
  }

  /**
   * Writes the weights of head and encoder, as far as they are new.
   *
   * @param folder where they are written now
   * @param place the folder that they will be in, from which paths in them begin
   */
  Saved save(Path folder, Path place, SavedHead head) throws IOException;

  @Override
  void close();

  /**
   * What was saved.
   *
   * @param kind of the model, as {@code model.json} has it
   * @param embedder the vectors that the head now expects
   * @param base the encoder under an adapter
   */
  record Saved(String kind, VectorSpace embedder, @Nullable VectorSpace base) {}
}
