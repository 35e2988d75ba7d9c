package org.cascadenlp.training.source;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cascadenlp.neural.embedding.SavedHead;
import org.cascadenlp.neural.sequence.Level;
import org.cascadenlp.neural.sequence.VectorSpace;
import org.cascadenlp.neural.sequence.VectorStack;
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.neural.torch.Weights;

/**
 * Vectors that stay as they are and, after them, those of an encoder that is trained: one {@link
 * VectorStack}, through which gradients reach the encoder.
 */
public final class StackedVectors implements VectorSource {

  private final FrozenVectors frozen;
  private final List<VectorSpace> parts;
  private final VectorSource tuned;

  /**
   * Both are closed with this source.
   *
   * @param parts what {@code frozen} is made of, in order
   * @param tuned an encoder that is trained, in whole or by an adapter
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
  public NDArray vectors(NDManager owner, List<LabelledSequence> batch, Mode mode, float dropout) {
    int layers = vectorSpace().layers();
    NDArray before = frozen.vectors(owner, batch, mode, dropout);
    NDArray after = tuned.vectors(owner, batch, mode, dropout);
    return repeated(before, layers).concat(repeated(after, layers), 2);
  }

  /** A part of one layer beside each layer of the others. */
  private static NDArray repeated(NDArray part, int layers) {
    return part.getShape().get(1) == layers ? part : part.repeat(1, layers);
  }

  @Override
  public Saved save(Path folder, Path place, SavedHead head) throws IOException {
    Saved saved = tuned.save(folder, place, head);
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
