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
import org.cascadenlp.neural.task.Instance;
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.neural.torch.Weights;
import org.cascadenlp.weights.tensor.Tensor;

/** An encoder in fine-tuning: all of its weights are trained, or those above the lowest layers. */
public final class TunedEncoder extends EncoderVectors {

  private final Weights trained;
  private final List<TensorGroup> tensors;

  /** As below, with a subword tokenizer that reads tokens. */
  public TunedEncoder(Encoder encoder, int freezeLayers, Level level) {
    this(encoder, freezeLayers, level, Cut.TOKENS);
  }

  /**
   * Copies the weights of {@code encoder}, which is neither changed nor closed.
   *
   * @param freezeLayers the number of lowest layers that are frozen together with the embeddings; 0
   *     to train all weights
   * @param level one vector per token or one per sequence
   * @param cut whether the subword tokenizer reads tokens or text
   */
  public TunedEncoder(Encoder encoder, int freezeLayers, Level level, Cut cut) {
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
  public NDArray vectors(NDManager owner, List<Instance> batch, Mode mode, float dropout) {
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
