package org.cascadenlp.training.source;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import org.cascadenlp.neural.embedding.Encoder;
import org.cascadenlp.neural.sequence.Cut;
import org.cascadenlp.neural.sequence.Level;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.sequence.VectorSpace;
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.neural.torch.Torch;
import org.cascadenlp.neural.torch.Weights;

/** The vectors of an encoder, computed from a copy of its weights that is trained or added to. */
abstract sealed class EncoderSource implements VectorSource permits LoraEncoder, TunedEncoder {

  private final Encoder encoder;
  private final Level level;
  private final Cut cut;
  private final NDManager manager = Torch.manager();
  private final Weights weights;

  /**
   * A copy of the weights of {@code encoder}, which stays as it is and is not closed.
   *
   * @param level whether tokens or sequences have vectors
   * @param cut whether subwords are cut from tokens or from the text
   */
  EncoderSource(Encoder encoder, Level level, Cut cut) {
    this.encoder = encoder;
    this.level = level;
    this.cut = cut;
    this.weights = encoder.trainable(manager);
  }

  final Encoder encoder() {
    return encoder;
  }

  /** Owns the copy, and what a subclass adds to it. */
  final NDManager manager() {
    return manager;
  }

  /** The copy. */
  final Weights weights() {
    return weights;
  }

  /** The vectors of {@code batch} that {@code used} gives, in place of the copy. */
  final NDArray forward(
      NDManager owner, List<LabelledSequence> batch, Weights used, Mode mode, float dropout) {
    List<Sequence> sequences = batch.stream().map(e -> e.sequence().cutting(cut)).toList();
    return encoder.forward(owner, sequences, level, used, mode, dropout);
  }

  @Override
  public final VectorSpace vectorSpace() {
    return encoder.vectorSpace(level).cutting(cut);
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
