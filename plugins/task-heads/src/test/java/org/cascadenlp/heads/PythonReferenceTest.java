package org.cascadenlp.heads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cascadenlp.heads.crf.LinearChainCrf;
import org.cascadenlp.heads.crf.Viterbi;
import org.cascadenlp.neural.model.HeadSettings;
import org.cascadenlp.neural.task.Encoded;
import org.cascadenlp.neural.task.LabelHead;
import org.cascadenlp.neural.task.LossSettings;
import org.cascadenlp.neural.torch.Torch;
import org.cascadenlp.weights.safetensors.SafeTensors;
import org.cascadenlp.weights.tensor.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Losses, gradients, logits and paths equal those of PyTorch, transformers and pytorch-crf. */
class PythonReferenceTest {

  private NDManager manager;
  private TinyBert batch;

  @BeforeEach
  void embed() {
    manager = Torch.manager();
    batch = TinyBert.firstBatch(manager);
  }

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void theVectorsEqualThoseOfTheReferenceEncoder() {
    var file = TinyBert.reference("../models/tiny-bert/reference.safetensors");
    Tensor expected = SafeTensors.read(file).get("hidden_states.2");
    long[] shape = {expected.shape()[0], expected.shape()[1]};
    long[] mask = SafeTensors.readLongs(file, "attention_mask");
    float[] states =
        TinyBert.states(manager, shape, SafeTensors.readLongs(file, "input_ids"), mask);
    for (int i = 0; i < shape[1] * TinyBert.WIDTH; i++) { // the row without a second segment
      assertThat(states[i]).isCloseTo(expected.values()[i], within(1e-5f));
    }
  }

  @Test
  void crossEntropyAndItsGradientsEqualPyTorch() {
    assertFirstStep("tiny-linear", Map.of("decoder", "linear", "bilstm", "0"), "losses");
  }

  @Test
  void weightedCrossEntropyEqualsPyTorch() {
    float[] values = read("tiny-linear").get("class_weights").values();
    Map<String, Float> weights = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      weights.put(TinyBert.LABELS.get(i), values[i]);
    }
    Map<String, String> options = Map.of("decoder", "linear", "bilstm", "0");
    try (LabelHead network = network("tiny-linear", options)) {
      float loss = loss(network, weights).getFloat();
      assertThat(loss).isCloseTo(first("tiny-linear", "losses.class_weights"), within(1e-5f));
    }
  }

  @Test
  void theCrfLossAndItsGradientsEqualPytorchCrf() {
    assertFirstStep("tiny-crf", Map.of("decoder", "crf", "bilstm", "0"), "losses");
  }

  @Test
  void theLstmLossAndItsGradientsEqualPyTorch() {
    assertFirstStep("tiny-bilstm", Map.of("decoder", "linear", "bilstm", "20"), "losses");
  }

  @Test
  void theMostProbableLabelsEqualThoseOfPyTorchLogits() {
    Tensor logits = read("tiny-bilstm").get("logits");
    try (LabelHead network = network("tiny-bilstm", Map.of("decoder", "linear", "bilstm", "20"))) {
      var predictions = network.predict(new Encoded(batch.vectors(manager), batch.lengths()));
      int row = 0;
      for (var prediction : predictions) {
        for (int t = 0; t < prediction.labels().size(); t++, row++) {
          double[] scores = softmax(Arrays.copyOfRange(logits.values(), row * 7, row * 7 + 7));
          int label = TinyBert.LABELS.indexOf(prediction.labels().get(t));
          assertThat(scores[label]).isEqualTo(Arrays.stream(scores).max().orElseThrow());
          assertThat((double) prediction.scores()[t]).isCloseTo(scores[label], within(1e-5));
        }
      }
      assertThat(row).isEqualTo((int) logits.shape()[0]);
    }
  }

  @Test
  void theViterbiPathsEqualPytorchCrf() {
    Map<String, Tensor> reference = read("tiny-crf");
    long[] paths =
        SafeTensors.readLongs(TinyBert.reference("training/tiny-crf.safetensors"), "paths");
    int longest = (int) reference.get("paths").shape()[1];
    try (LabelHead network = network("tiny-crf", Map.of("decoder", "crf", "bilstm", "0"))) {
      LinearChainCrf crf = LinearChainCrf.of(network.weights()); // untrained, hence unconstrained
      float[] weight = network.weights().get("classifier.weight").toFloatArray();
      float[] bias = network.weights().get("classifier.bias").toFloatArray();
      int row = 0;
      for (int sequence = 0; sequence < batch.lengths().length; sequence++) {
        double[][] emissions = new double[batch.lengths()[sequence]][7];
        for (double[] token : emissions) {
          for (int label = 0; label < 7; label++) {
            token[label] = bias[label];
            for (int i = 0; i < TinyBert.WIDTH; i++) {
              token[label] +=
                  weight[label * TinyBert.WIDTH + i] * batch.vectors()[row * TinyBert.WIDTH + i];
            }
          }
          row++;
        }
        int[] path = Viterbi.path(crf, emissions);
        for (int t = 0; t < path.length; t++) {
          assertThat((long) path[t]).isEqualTo(paths[sequence * longest + t]);
        }
      }
    }
  }

  private void assertFirstStep(String name, Map<String, String> options, String losses) {
    Map<String, Tensor> reference = read(name);
    try (LabelHead network = network(name, options)) {
      network.weights().arrays().forEach(array -> array.setRequiresGradient(true));
      try (GradientCollector collector = Torch.engine().newGradientCollector()) {
        NDArray loss = loss(network, Map.of());
        collector.backward(loss);
        assertThat(loss.getFloat()).isCloseTo(first(name, losses), within(1e-5f));
      }
      for (String weight : network.weights().names()) {
        float[] expected = reference.get("grad." + weight).values();
        float[] found = network.weights().get(weight).getGradient().toFloatArray();
        assertThat(found).as(weight).containsExactly(expected, within(1e-5f));
      }
    }
  }

  private NDArray loss(LabelHead network, Map<String, Float> classWeights) {
    return network.loss(
        new Encoded(batch.vectors(manager), batch.lengths()),
        batch.gold(),
        new LossSettings(classWeights, 0));
  }

  private LabelHead network(String name, Map<String, String> options) {
    Map<String, String> all = new LinkedHashMap<>(Map.of("scheme", "BIO", "mix", "false"));
    all.putAll(options);
    HeadSettings settings =
        new HeadSettings("entities", TinyBert.LABELS, all, 1, TinyBert.WIDTH, 1);
    Map<String, Tensor> weights = new LinkedHashMap<>();
    read(name)
        .forEach(
            (key, tensor) -> {
              if (List.of("classifier", "lstm", "crf").contains(key.replaceFirst("\\..*", ""))) {
                weights.put(key, tensor);
              }
            });
    return new EntityTask().head(manager, settings, weights);
  }

  private static float first(String name, String losses) {
    return read(name).get(losses).values()[0];
  }

  private static Map<String, Tensor> read(String name) {
    return SafeTensors.read(TinyBert.reference("training/" + name + ".safetensors"));
  }

  private static double[] softmax(float[] logits) {
    double[] shares = new double[logits.length];
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit);
    }
    for (int i = 0; i < logits.length; i++) {
      shares[i] = Math.exp(logits[i]) / sum;
    }
    return shares;
  }
}
