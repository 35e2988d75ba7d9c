package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.contextual.TransformerProvider;
import org.cascadenlp.heads.ClassTask;
import org.cascadenlp.heads.Pooler;
import org.cascadenlp.neural.model.HeadClass;
import org.cascadenlp.neural.model.HeadSettings;
import org.cascadenlp.neural.model.PretrainedHead;
import org.cascadenlp.neural.task.Encoded;
import org.cascadenlp.neural.task.LabelHead;
import org.cascadenlp.neural.task.Prediction;
import org.cascadenlp.neural.torch.Torch;
import org.cascadenlp.neural.torch.Weights;
import org.cascadenlp.types.Vectors;
import org.cascadenlp.weights.json.JsonFile;
import org.cascadenlp.weights.tensor.Tensor;

/** The logits that transformers computes with the heads of {@code testdata}, and ours. */
final class PretrainedLogits {

  static final Path HEADS = Checkout.TESTDATA.resolve("models/heads");
  static final JsonObject REFERENCE = JsonFile.read(HEADS.resolve("logits.json"));
  static final double NEAR = 1e-4;

  private PretrainedLogits() {}

  static List<String> texts() {
    return REFERENCE.getAsJsonArray("texts").asList().stream()
        .map(JsonElement::getAsString)
        .toList();
  }

  /** The logits of transformers for each word, or one row for the text. */
  static double[][] expected(String name, int text) {
    return REFERENCE.getAsJsonArray(name).get(text).getAsJsonArray().asList().stream()
        .map(
            row ->
                row.getAsJsonArray().asList().stream()
                    .mapToDouble(JsonElement::getAsDouble)
                    .toArray())
        .toArray(double[][]::new);
  }

  static List<String> labels(String name) {
    JsonObject byId =
        JsonFile.read(HEADS.resolve(name).resolve("config.json")).getAsJsonObject("id2label");
    return IntStream.range(0, byId.size())
        .mapToObj(i -> byId.get(String.valueOf(i)).getAsString())
        .toList();
  }

  /**
   * The logits for the vectors in {@code cas}: those of a head with the same weights that gives
   * sigmoids of all labels.
   */
  static double[][] logits(String name, JCas cas) {
    PretrainedHead head = new TransformerProvider().head(HEADS.resolve(name));
    boolean tokens = head.headClass().name().equals(HeadClass.TOKENS);
    Vectors vectors = cas.select(Vectors.class).single();
    float[] values = (tokens ? vectors.getValues() : vectors.getPooled()).toArray();
    int rows = values.length / head.embedder().width();
    HeadSettings settings =
        head.settings(
            "classes",
            head.labels(),
            Map.of(
                "pooling", tokens ? "first" : "unit",
                "pooler", Pooler.adopted(head),
                "bias", String.valueOf(head.weights().containsKey("classifier.bias")),
                "multi", "true",
                "threshold", "0",
                "bilstm", "0",
                "mix", "false"));
    int[] lengths = new int[rows];
    Arrays.fill(lengths, 1);
    long[] shape = {rows, 1, head.embedder().width()};
    try (NDManager owner = Torch.manager();
        LabelHead network = new ClassTask().head(owner, settings, head.weights())) {
      Encoded encoded = new Encoded(Weights.array(owner, new Tensor(shape, values)), lengths);
      return network.predict(encoded).stream()
          .map(PretrainedLogits::logits)
          .toArray(double[][]::new);
    }
  }

  private static double[] logits(Prediction prediction) {
    double[] logits = new double[prediction.scores().length];
    for (int i = 0; i < logits.length; i++) {
      double score = prediction.scores()[i];
      logits[i] = Math.log(score / (1 - score));
    }
    return logits;
  }

  static void near(double[][] found, double[][] expected) {
    assertThat(found).hasDimensions(expected.length, expected[0].length);
    for (int row = 0; row < expected.length; row++) {
      for (int i = 0; i < expected[row].length; i++) {
        assertThat(found[row][i]).isCloseTo(expected[row][i], within(NEAR));
      }
    }
  }

  static int best(double[] logits) {
    return IntStream.range(0, logits.length).reduce(0, (a, b) -> logits[b] > logits[a] ? b : a);
  }

  static double softmax(double[] logits, int label) {
    return Math.exp(logits[label]) / Arrays.stream(logits).map(Math::exp).sum();
  }
}
