package org.cascadenlp.training.source;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.embedding.Encoder;
import org.cascadenlp.neural.embedding.SavedHead;
import org.cascadenlp.neural.sequence.Cut;
import org.cascadenlp.neural.sequence.Level;
import org.cascadenlp.neural.sequence.VectorSpace;
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.neural.torch.Weights;
import org.cascadenlp.weights.tensor.Tensor;

/** An encoder whose weights are trained, all of them or those above the lowest layers. */
public final class TunedEncoder extends EncoderSource {

  private final Weights trained;
  private final List<TensorGroup> tensors;

  /** As below, for an encoder that reads units token by token. */
  public TunedEncoder(Encoder encoder, int freezeLayers, Level level) {
    this(encoder, freezeLayers, level, Cut.TOKENS);
  }

  /**
   * A copy of the weights of {@code encoder}, which stays as it is and is not closed.
   *
   * @param freezeLayers number of lowest layers that, with the embeddings, are not trained; 0 to
   *     train everything
   * @param level whether tokens or sequences have vectors
   * @param cut whether subwords are cut from tokens or from the text
   */
  TunedEncoder(Encoder encoder, int freezeLayers, Level level, Cut cut) {
    super(checked(encoder, freezeLayers), level, cut);
    Map<String, NDArray> chosen = new LinkedHashMap<>();
    TensorGroup.Collector groups = new TensorGroup.Collector();
    for (String name : weights().names()) {
      int layer = encoder.layerOf(name);
      NDArray array = weights().get(name);
      boolean train = freezeLayers == 0 || layer >= freezeLayers;
      if (train) {
        array.setRequiresGradient(true);
        chosen.put(name, array);
      }
      groups.add(
          TensorGroup.place(layer, encoder.depth()),
          train ? TensorGroup.Fate.TRAINED : TensorGroup.Fate.FROZEN,
          name,
          array);
    }
    this.trained = new Weights(chosen);
    this.tensors = groups.groups();
  }

  private static Encoder checked(Encoder encoder, int freezeLayers) {
    if (freezeLayers > encoder.depth()) {
      throw CascadeException.of(
          "fine-tuning " + encoder.vectorSpace().name(),
          "freezeLayers = " + freezeLayers,
          "the encoder has " + encoder.depth() + " layers");
    }
    return encoder;
  }

  @Override
  public Weights trained() {
    return trained;
  }

  @Override
  public List<TensorGroup> tensors() {
    return tensors;
  }

  @Override
  public NDArray vectors(NDManager owner, List<LabelledSequence> batch, Mode mode, float dropout) {
    return forward(owner, batch, weights(), mode, dropout);
  }

  @Override
  public Saved save(Path folder, Path place, SavedHead head) throws IOException {
    encoder().save(folder, weights(), head);
    VectorSpace before = vectorSpace();
    return new Saved(
        "tuned", before.with(before.name() + " tuned", Tensor.hash(weights().toTensors())), null);
  }
}
