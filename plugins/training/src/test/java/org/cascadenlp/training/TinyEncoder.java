package org.cascadenlp.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.cascadenlp.neural.embedding.Encoder;
import org.cascadenlp.neural.embedding.SavedHead;
import org.cascadenlp.neural.sequence.Level;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.sequence.VectorSpace;
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.neural.torch.Program;
import org.cascadenlp.neural.torch.Torch;
import org.cascadenlp.neural.torch.Weights;
import org.cascadenlp.weights.safetensors.SafeTensors;
import org.cascadenlp.weights.tensor.Tensor;

/**
 * An encoder of two layers, each a linear layer and a tanh, over word embeddings looked up by hash.
 */
public class TinyEncoder implements Encoder {

  public static final int WIDTH = 6;
  static final int WORDS = 16;

  private static final String TEXT =
      """
      def forward(self, ids: Tensor, rate: Tensor, w: List[Tensor]) -> Tensor:
        p = float(rate)
        x = torch.dropout(torch.embedding(w[0], ids), p, True)
        x = torch.dropout(torch.tanh(torch.linear(x, w[1], w[2])), p, True)
        x = torch.dropout(torch.tanh(torch.linear(x, w[3], w[4])), p, True)
        return torch.unsqueeze(x, 1)
      """;

  private final Program program = Program.of("tiny", TEXT);
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();

  public TinyEncoder() {
    Random random = new Random(5);
    tensors.put("embeddings.words.weight", random(random, WORDS, WIDTH));
    for (int i = 0; i < 2; i++) {
      tensors.put("encoder.layer." + i + ".inner.dense.weight", random(random, WIDTH, WIDTH));
      tensors.put("encoder.layer." + i + ".inner.dense.bias", random(random, WIDTH));
    }
  }

  public static Tensor random(Random random, long... shape) {
    int size = 1;
    for (long dimension : shape) {
      size *= (int) dimension;
    }
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextGaussian() * 0.5f;
    }
    return new Tensor(shape, values);
  }

  public Map<String, Tensor> tensors() {
    return tensors;
  }

  @Override
  public VectorSpace vectorSpace() {
    return new VectorSpace("tiny", Tensor.hash(tensors), "layers=2", 1, WIDTH);
  }

  @Override
  public List<float[]> embed(List<Sequence> sequences) {
    List<float[]> rows = new ArrayList<>();
    try (NDManager owner = Torch.manager()) {
      Weights weights = trainable(owner);
      for (Sequence sequence : sequences) {
        rows.add(
            forward(owner, List.of(sequence), Level.TOKEN, weights, Mode.INFERENCE, 0)
                .toFloatArray());
      }
    }
    return rows;
  }

  @Override
  public Weights trainable(NDManager manager) {
    return Weights.of(manager, tensors);
  }

  @Override
  public NDArray forward(
      NDManager manager,
      List<Sequence> sequences,
      Level level,
      Weights weights,
      Mode mode,
      float dropout) {
    long[] ids =
        sequences.stream()
            .flatMap(sequence -> sequence.tokens().stream())
            .mapToLong(word -> Math.floorMod(word.hashCode(), WORDS))
            .toArray();
    return program.one(
        mode,
        manager.create(ids, new Shape(ids.length)),
        manager.create(mode == Mode.TRAINING && dropout > 0 ? dropout : 0f),
        Program.list(weights.arrays()));
  }

  @Override
  public void save(Path folder, Weights weights, SavedHead head) throws IOException {
    Files.createDirectories(folder);
    SafeTensors.write(
        folder.resolve("model.safetensors"), weights.and(head.weights()).toTensors(), Map.of());
  }

  @Override
  public int depth() {
    return 2;
  }

  @Override
  public int layerOf(String name) {
    return name.startsWith("embeddings.") ? -1 : name.charAt("encoder.layer.".length()) - '0';
  }

  @Override
  public void close() {
    program.close();
  }
}
