package org.example.own;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cascadenlp.neural.embedding.SavedHead;
import org.cascadenlp.neural.sequence.Level;
import org.cascadenlp.neural.sequence.VectorSpace;
import org.cascadenlp.neural.task.Instance;
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.neural.torch.Weights;
import org.cascadenlp.training.source.EncoderVectors;
import org.cascadenlp.training.source.TensorGroup;
import org.cascadenlp.training.source.TrainableEncoder;
import org.cascadenlp.weights.tensor.Tensor;

/** The vectors of an encoder whose biases are trained. */
final class BiasVectors extends EncoderVectors {

  private final Map<String, NDArray> biases = new LinkedHashMap<>();
  private final TensorGroup.Collector tensors = new TensorGroup.Collector();

  BiasVectors(TrainableEncoder encoder, Level level, int from) {
    super(encoder.network(), level, encoder.cut());
    for (String name : weights().names()) {
      int layer = encoder().layerOf(name);
      boolean trained = Weights.isBias(name) && layer >= from;
      NDArray array = weights().get(name);
      if (trained) {
        array.setRequiresGradient(true);
        biases.put(name, array);
      }
      tensors.add(
          TensorGroup.place(layer, encoder().depth()),
          trained ? TensorGroup.Fate.TRAINED : TensorGroup.Fate.FROZEN,
          name,
          array);
    }
  }

  @Override
  public Weights trained() {
    return new Weights(biases);
  }

  @Override
  public List<TensorGroup> tensors() {
    return tensors.groups();
  }

  @Override
  public NDArray vectors(NDManager owner, List<Instance> batch, Mode mode, float dropout) {
    return forward(owner, batch, weights(), mode, dropout);
  }

  @Override
  public Saved save(Path folder, Path place, SavedHead head) throws IOException {
    encoder().save(folder, weights(), head);
    VectorSpace before = vectorSpace();
    String hash = Tensor.hash(weights().toTensors());
    return new Saved("tuned", before.with(before.name() + " with own biases", hash), null);
  }
}
