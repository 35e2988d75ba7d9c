package org.cascadenlp.training.source;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.cascadenlp.neural.embedding.SavedHead;
import org.cascadenlp.neural.sequence.Level;
import org.cascadenlp.neural.sequence.VectorSpace;
import org.cascadenlp.neural.sequence.VectorStack;
import org.cascadenlp.neural.task.Instance;
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.neural.torch.Weights;

/**
 * Frozen vectors concatenated with those of an encoder in training, as one {@link VectorStack}.
 * Gradients reach the encoder through it.
 */
public final class StackedVectors implements VectorSource {

  private final FrozenVectors frozen;
  private final List<VectorSpace> parts;
  private final VectorSource tuned;

  /**
   * Stacks two sources, which are closed with this one.
   *
   * @param parts the vector spaces that {@code frozen} concatenates, in order
   * @param tuned an encoder that is fine-tuned or adapted
   */
  public StackedVectors(FrozenVectors frozen, List<VectorSpace> parts, VectorSource tuned) {
    this.frozen = frozen;
    this.parts = List.copyOf(parts);
    this.tuned = tuned;
    stack(tuned.vectorSpace());
  }

  private VectorStack stack(VectorSpace last) {
    List<VectorSpace> all = new ArrayList<>(parts);
    all.add(last);
    return new VectorStack(all);
  }

  @Override
  public Level level() {
    return tuned.level();
  }

  @Override
  public VectorSpace vectorSpace() {
    return stack(tuned.vectorSpace()).vectorSpace();
  }

  @Override
  public Weights trained() {
    return tuned.trained();
  }

  @Override
  public int layersAbove(String name) {
    return tuned.layersAbove(name);
  }

  @Override
  public boolean decays(String name) {
    return tuned.decays(name);
  }

  @Override
  public List<TensorGroup> tensors() {
    return tuned.tensors();
  }

  @Override
  public Set<Class<?>> computedBy() {
    return tuned.computedBy();
  }

  @Override
  public String contentHash() {
    return frozen.contentHash();
  }

  @Override
  public NDArray vectors(NDManager owner, List<Instance> batch, Mode mode, float dropout) {
    int layers = vectorSpace().layers();
    NDArray before = frozen.vectors(owner, batch, mode, dropout);
    NDArray after = tuned.vectors(owner, batch, mode, dropout);
    return repeated(before, layers).concat(repeated(after, layers), 2);
  }

  /** {@code part}, with a single layer repeated to the number of layers of the stack. */
  private static NDArray repeated(NDArray part, int layers) {
    return part.getShape().get(1) == layers ? part : part.repeat(1, layers);
  }

  @Override
  public Saved save(Path folder, Path place, SavedHead head) throws IOException {
    Saved saved = tuned.save(folder, place, head.withoutClass());
    return new Saved(saved.kind(), stack(saved.embedder()).vectorSpace(), saved.base());
  }

  @Override
  public void close() {
    try {
      frozen.close();
    } finally {
      tuned.close();
    }
  }
}
