package org.cascadenlp.heads;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.neural.torch.Program;
import org.cascadenlp.neural.torch.Weights;
import org.cascadenlp.weights.safetensors.SafeTensors;
import org.cascadenlp.weights.tensor.Tensor;

/** The encoder of the Python references, with vectors, labels and lengths of their first batch. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record TinyBert(float[] vectors, int[] lengths, List<List<String>> gold) {

  static final List<String> LABELS =
      List.of("O", "B-LOC", "I-LOC", "B-ORG", "I-ORG", "B-PER", "I-PER");
  static final int WIDTH = 36;

  static TinyBert firstBatch(NDManager manager) {
    Path file = reference("training/tiny-linear.safetensors");
    Tensor shaped = SafeTensors.read(file).get("first_batch.input_ids");
    long[] ids = SafeTensors.readLongs(file, "first_batch.input_ids");
    long[] placed = SafeTensors.readLongs(file, "first_batch.labels");
    int rows = (int) shaped.shape()[0];
    int positions = (int) shaped.shape()[1];
    long[] mask = new long[ids.length];
    for (int i = 0; i < ids.length; i++) {
      mask[i] = ids[i] == 0 ? 0 : 1;
    }
    float[] states = states(manager, shaped.shape(), ids, mask);
    List<List<String>> gold = new ArrayList<>();
    List<Integer> firsts = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      List<String> tags = new ArrayList<>();
      for (int i = row * positions; i < (row + 1) * positions; i++) {
        if (placed[i] >= 0) {
          tags.add(LABELS.get((int) placed[i]));
          firsts.add(i);
        }
      }
      gold.add(tags);
    }
    float[] vectors = new float[firsts.size() * WIDTH];
    for (int i = 0; i < firsts.size(); i++) {
      System.arraycopy(states, firsts.get(i) * WIDTH, vectors, i * WIDTH, WIDTH);
    }
    return new TinyBert(vectors, gold.stream().mapToInt(List::size).toArray(), gold);
  }

  /** The last hidden states (rows, positions, width). */
  static float[] states(NDManager manager, long[] shape, long[] ids, long[] mask) {
    Path model = Path.of(System.getProperty("cascade.root"), "testdata/models/tiny-bert");
    Weights weights = Weights.of(manager, SafeTensors.read(model.resolve("model.safetensors")));
    List<NDArray> layers = new ArrayList<>();
    for (int layer = 0; weights.has("encoder.layer." + layer + ".output.dense.weight"); layer++) {
      for (String part :
          List.of(
              "attention.self.query",
              "attention.self.key",
              "attention.self.value",
              "attention.output.dense",
              "attention.output.LayerNorm",
              "intermediate.dense",
              "output.dense",
              "output.LayerNorm")) {
        layers.add(weights.get("encoder.layer." + layer + "." + part + ".weight"));
        layers.add(weights.get("encoder.layer." + layer + "." + part + ".bias"));
      }
    }
    try (Program bert =
        Program.load(TinyBert.class, "tiny-bert", Map.of("EPS", "1e-12", "HEADS", "3"))) {
      return bert.one(
              Mode.INFERENCE,
              manager.create(ids, new Shape(shape)),
              manager.create(mask, new Shape(shape)),
              weights.get("embeddings.word_embeddings.weight"),
              weights.get("embeddings.position_embeddings.weight"),
              weights.get("embeddings.token_type_embeddings.weight"),
              weights.get("embeddings.LayerNorm.weight"),
              weights.get("embeddings.LayerNorm.bias"),
              Program.list(layers))
          .toFloatArray();
    }
  }

  static Path reference(String name) {
    return Path.of(System.getProperty("cascade.root"), "testdata/reference", name);
  }

  NDArray vectors(NDManager manager) {
    return manager.create(vectors, new Shape(vectors.length / WIDTH, 1, WIDTH));
  }
}
