package org.cascadenlp.training.source;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Set;
import org.cascadenlp.neural.embedding.Encoder;
import org.cascadenlp.neural.sequence.Cut;
import org.cascadenlp.neural.sequence.Level;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.sequence.SubwordWindow;
import org.cascadenlp.neural.sequence.VectorSpace;
import org.cascadenlp.neural.task.Instance;
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.neural.torch.Torch;
import org.cascadenlp.neural.torch.Weights;

/**
 * The vectors of an encoder in training, computed with a copy of its weights. A subclass trains
 * some of them, or arrays that it adds.
 */
public abstract class EncoderVectors implements VectorSource {

  private final Encoder encoder;
  private final Level level;
  private final Cut cut;
  private final NDManager manager = Torch.manager();
  private final Weights weights;

  /**
   * Copies the weights of {@code encoder}, which is neither changed nor closed.
   *
   * @param level one vector per token, per sequence or per subword
   * @param cut whether the subword tokenizer reads tokens or text
   */
  protected EncoderVectors(Encoder encoder, Level level, Cut cut) {
    this.encoder = encoder;
    this.level = level;
    this.cut = cut;
    this.weights = encoder.trainable(manager);
  }

  /** The encoder, with its weights as they were opened. */
  protected final Encoder encoder() {
    return encoder;
  }

  /** The owner of the copied weights and of the arrays that a subclass adds. */
  protected final NDManager manager() {
    return manager;
  }

  /** The copied weights. */
  protected final Weights weights() {
    return weights;
  }

  /** The vectors of {@code batch} with the weights {@code used}: (rows, layers, width). */
  protected final NDArray forward(
      NDManager owner, List<Instance> batch, Weights used, Mode mode, float dropout) {
    List<Sequence> sequences =
        batch.stream()
            .flatMap(one -> one.sequences().stream())
            .map(sequence -> sequence.cutting(cut))
            .toList();
    return encoder.forward(owner, sequences, level, used, mode, dropout);
  }

  @Override
  public final List<SubwordWindow> windows(Sequence sequence) {
    return encoder.windows(sequence.cutting(cut));
  }

  @Override
  public final VectorSpace vectorSpace() {
    return encoder.vectorSpace(level).cutting(cut);
  }

  @Override
  public final Set<Class<?>> computedBy() {
    return Set.of(encoder.getClass(), getClass());
  }

  @Override
  public final Level level() {
    return level;
  }

  @Override
  public final int layersAbove(String name) {
    return TensorGroup.layersAbove(encoder.layerOf(name), encoder.depth());
  }

  @Override
  public final boolean decays(String name) {
    return encoder.decays(name);
  }

  @Override
  public void close() {
    manager.close();
  }
}
