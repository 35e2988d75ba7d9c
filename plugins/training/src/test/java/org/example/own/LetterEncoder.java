package org.example.own;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** One linear layer over an embedding table of first letters. */
final class LetterEncoder implements Encoder {

  static final String NAME = "letters";

  /** The file that marks a folder as a model of this encoder. */
  static final String MARK = "letters.txt";

  /**
   * The name of a faulty encoder that computes with its initial weights instead of the given ones.
   */
  static final String FORGETFUL = "forgetful";

  static final int WIDTH = 8;

  private static final String TEXT =
      """
      def forward(self, ids: Tensor, scale: Tensor, w: List[Tensor]) -> Tensor:
        x = torch.tanh(torch.linear(torch.embedding(w[0], ids), w[1], w[2]))
        return torch.unsqueeze(torch.mul(x, scale), 1)
      """;

  private final Map<String, Tensor> tensors;
  private final LetterSettings settings;
  private final boolean forgets;
  private final Program program = Program.of("letters", TEXT);

  LetterEncoder(Map<String, Tensor> tensors, LetterSettings settings, boolean forgets) {
    this.tensors = tensors;
    this.settings = settings;
    this.forgets = forgets;
  }

  static Map<String, Tensor> fresh() {
    Random random = new Random(3);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("table.weight", random(random, 26, WIDTH));
    tensors.put("layer.0.mix.weight", random(random, WIDTH, WIDTH));
    tensors.put("layer.0.mix.bias", random(random, WIDTH));
    return tensors;
  }

  static Tensor random(Random random, long... shape) {
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

  @Override
  public VectorSpace vectorSpace() {
    return new VectorSpace(NAME, Tensor.hash(tensors), "scale=" + settings.scale(), 1, WIDTH);
  }

  @Override
  public List<float[]> embed(List<Sequence> sequences) {
    try (NDManager owner = Torch.manager()) {
      Weights weights = trainable(owner);
      return sequences.stream()
          .map(
              sequence ->
                  forward(owner, List.of(sequence), Level.TOKEN, weights, Mode.INFERENCE, 0)
                      .toFloatArray())
          .toList();
    }
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
            .mapToLong(word -> Math.floorMod(word.charAt(0) - 'a', 26))
            .toArray();
    return program.one(
        mode,
        manager.create(ids),
        manager.create((float) settings.scale()),
        Program.list((forgets ? trainable(manager) : weights).arrays()));
  }

  @Override
  public void save(Path folder, Weights weights, SavedHead head) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(MARK), "an encoder over first letters\n");
    SafeTensors.write(
        folder.resolve("model.safetensors"), weights.and(head.weights()).toTensors(), Map.of());
  }

  @Override
  public int depth() {
    return 1;
  }

  @Override
  public int layerOf(String name) {
    return name.startsWith("layer.") ? 0 : -1;
  }

  @Override
  public void close() {
    program.close();
  }
}
