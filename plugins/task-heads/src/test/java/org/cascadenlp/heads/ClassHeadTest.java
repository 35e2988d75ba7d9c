package org.cascadenlp.heads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.model.DenseLayer;
import org.cascadenlp.neural.model.HeadClass;
import org.cascadenlp.neural.model.HeadSettings;
import org.cascadenlp.neural.task.Encoded;
import org.cascadenlp.neural.task.LabelHead;
import org.cascadenlp.neural.task.LossSettings;
import org.cascadenlp.neural.task.Prediction;
import org.cascadenlp.neural.torch.Torch;
import org.cascadenlp.weights.tensor.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassHeadTest {

  private final NDManager manager = Torch.manager();

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void decayIsForMatricesAndNotForBiasesAndTheMix() {
    HeadSettings settings = Networks.classes("attention", true, false, 0, 2, 12);
    try (LabelHead network = Networks.random(manager, settings)) {
      assertThat(network.weights().names()).contains("mix.weights", "classifier.bias");
      assertThat(network.weights().names().stream().filter(network::decays))
          .containsExactlyInAnyOrder(
              "attention.weight", "pooler.dense.weight", "classifier.weight");
    }
  }

  @Test
  void huggingFaceHasNoClassForIt() {
    HeadSettings settings = Networks.classes("first", false, false, 0, 1, 12);
    assertThat(new ClassTask().opensAs(settings)).isEmpty();
  }

  @Test
  void emptySequencesHaveNoClassAndDoNotChangeTheLoss() {
    HeadSettings settings = Networks.classes("mean", false, false, 8, 1, 12);
    try (LabelHead network = Networks.random(manager, settings)) {
      NDArray vectors = Networks.array(manager, Networks.vectors(1, 3, settings), settings);
      assertThat(network.predict(new Encoded(vectors, new int[] {0, 1, 0, 2, 0})))
          .extracting(prediction -> prediction.labels().size())
          .containsExactly(0, 1, 0, 1, 0);
      List<String> one = List.of("blog");
      float loss =
          network
              .loss(
                  new Encoded(vectors, new int[] {1, 2}),
                  List.of(one, one),
                  new LossSettings(Map.of(), 0))
              .getFloat();
      assertThat(
              network
                  .loss(
                      new Encoded(vectors, new int[] {1, 0, 2}),
                      List.of(one, List.of(), one),
                      new LossSettings(Map.of(), 0))
                  .getFloat())
          .isEqualTo(loss)
          .isPositive();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "mean,1.5,-2",
    "max,2,1",
    "first,1,-5",
  })
  void aSequenceIsPooledFromItsTokens(String pooling, float first, float second) {
    HeadSettings settings = Networks.classes(pooling, false, false, 0, 1, 2);
    Map<String, Tensor> weights =
        Map.of(
            "classifier.weight",
            new Tensor(new long[] {3, 2}, new float[] {1, 0, 0, 1, 0, 0}),
            "classifier.bias",
            new Tensor(new long[] {3}, new float[3]));
    try (LabelHead network = new ClassTask().head(manager, settings, weights)) {
      NDArray vectors = Networks.array(manager, new float[] {7, 7, 1, -5, 2, 1}, settings);
      Prediction found = network.predict(new Encoded(vectors, new int[] {1, 2})).get(1);
      double all = Math.exp(first) + Math.exp(second) + 1;
      assertThat(found.labels()).containsExactly("blog");
      assertThat(found.scores()[0]).isCloseTo((float) (Math.exp(first) / all), within(1e-6f));
    }
  }

  /** With {@code bias=false} the head is trained, saved and named as a GPT's. */
  @Test
  void aHeadWithoutBiasHasOneArrayAndThePlainProduct() {
    HeadSettings usual = Networks.classes("unit", false, false, 0, 1, 2);
    Map<String, String> options = new HashMap<>(usual.options());
    options.put("bias", "false");
    HeadSettings settings = usual.with(options);
    Map<String, Tensor> weights =
        Map.of("classifier.weight", new Tensor(new long[] {3, 2}, new float[] {1, 0, 0, 1, 0, 0}));
    try (LabelHead network = new ClassTask().head(manager, settings, weights)) {
      NDArray vectors = Networks.array(manager, new float[] {2, 1}, settings);
      Prediction found = network.predict(new Encoded(vectors, new int[] {1})).get(0);
      double all = Math.exp(2) + Math.exp(1) + 1;
      assertThat(found.scores()[0]).isCloseTo((float) (Math.exp(2) / all), within(1e-6f));
    }
    try (LabelHead network = Networks.random(manager, settings)) {
      assertThat(network.weights().names()).containsExactly("classifier.weight");
    }
    assertThat(new ClassTask().headClass(settings))
        .isEqualTo(new HeadClass(HeadClass.SEQUENCES, DenseLayer.NONE, HeadClass.SINGLE_LABEL));
    assertThat(new ClassTask().headClass(usual)).isEqualTo(HeadClass.NONE);
  }

  @Test
  void multiLabelClassesAreThoseThatReachTheThreshold() {
    HeadSettings settings = Networks.classes("mean", false, true, 0, 1, 2);
    Map<String, Tensor> weights =
        Map.of(
            "classifier.weight",
            new Tensor(new long[] {3, 2}, new float[] {1, 0, 0, 1, 0, 0}),
            "classifier.bias",
            new Tensor(new long[] {3}, new float[3]));
    try (LabelHead network = new ClassTask().head(manager, settings, weights)) {
      NDArray vectors = Networks.array(manager, new float[] {2, -1, -3, -3}, settings);
      List<Prediction> found = network.predict(new Encoded(vectors, new int[] {1, 1}));
      assertThat(found.get(0).labels()).containsExactly("blog", "review"); // 0.5 reaches 0.5
      assertThat(found.get(0).scores()[0]).isCloseTo(0.8807971f, within(1e-6f));
      assertThat(found.get(1).labels()).containsExactly("review");
    }
  }

  @ParameterizedTest
  @CsvSource({"mean,false,8", "max,true,8", "first,false,0", "attention,true,8"})
  void everyArrayAndTheVectorsGetGradients(String pooling, boolean multi, int bilstm) {
    HeadSettings settings = Networks.classes(pooling, true, multi, bilstm, 2, 12);
    try (LabelHead network = Networks.random(manager, settings)) {
      NDArray vectors = Networks.array(manager, Networks.vectors(1, 5, settings), settings);
      vectors.setRequiresGradient(true);
      network.weights().arrays().forEach(array -> array.setRequiresGradient(true));
      try (GradientCollector collector = Torch.engine().newGradientCollector()) {
        List<List<String>> gold = List.of(List.of("blog"), List.of("email"));
        collector.backward(
            network.loss(
                new Encoded(vectors, new int[] {2, 3}), gold, new LossSettings(Map.of(), 0.1f)));
      }
      for (String name : network.weights().names()) {
        float[] gradient = network.weights().get(name).getGradient().toFloatArray();
        assertThat(gradient).as(name).isNotEqualTo(new float[gradient.length]);
      }
      assertThat(vectors.getGradient().toFloatArray()).isNotEqualTo(new float[5 * 24]);
    }
  }

  @Test
  void aMultiLabelSequenceMayHaveNoClass() {
    HeadSettings settings = Networks.classes("mean", false, true, 0, 1, 12);
    try (LabelHead network = Networks.random(manager, settings)) {
      NDArray vectors = Networks.array(manager, Networks.vectors(1, 2, settings), settings);
      List<List<String>> gold = List.of(List.of(), List.of("blog", "review"));
      assertThat(
              network
                  .loss(new Encoded(vectors, new int[] {1, 1}), gold, new LossSettings(Map.of(), 0))
                  .getFloat())
          .isPositive();
      assertThat(network.weight(gold, new LossSettings(Map.of("blog", 3f), 0))).isEqualTo(2);
    }
  }

  @Test
  void twoHundredPredictionsLeakNoArray() {
    HeadSettings settings = Networks.classes("attention", true, true, 8, 2, 12);
    try (LabelHead network = Networks.random(manager, settings)) {
      NDArray vectors = Networks.array(manager, Networks.vectors(1, 30, settings), settings);
      int[] lengths = {10, 4, 16};
      network.predict(new Encoded(vectors, lengths));
      int arrays = manager.getManagedArrays().size();
      for (int i = 0; i < 200; i++) {
        network.predict(new Encoded(vectors, lengths));
      }
      assertThat(manager.getManagedArrays()).hasSize(arrays).contains(vectors);
    }
  }

  @Test
  void nanVectorsAreNamedByTheirSequence() {
    HeadSettings settings = Networks.classes("mean", false, false, 0, 1, 12);
    try (LabelHead network = Networks.random(manager, settings)) {
      float[] values = Networks.vectors(1, 3, settings);
      values[30] = Float.NaN;
      NDArray vectors = Networks.array(manager, values, settings);
      assertThatThrownBy(() -> network.predict(new Encoded(vectors, new int[] {1, 2})))
          .isInstanceOf(CascadeException.class)
          .hasMessage(
              "task classes: the network's output is NaN at sequence 1; the vectors or the weights"
                  + " hold NaN or infinity: check the embedder, then the head");
      assertThat(vectors.getManager()).isSameAs(manager);
    }
  }

  @Test
  void aHeadWithOneOrTooManyClassesIsRefused() {
    HeadSettings three = Networks.classes("mean", false, false, 0, 1, 12);
    assertThatThrownBy(() -> open(three, List.of("blog")))
        .isInstanceOf(CascadeException.class)
        .hasMessage(
            "labels of task classes: there is only one, [blog]; a classifier needs at least 2:"
                + " check the training data");
    List<String> many = java.util.stream.IntStream.range(0, 10_001).mapToObj(i -> "c" + i).toList();
    assertThatThrownBy(() -> open(three, many))
        .hasMessageContaining("10001 different labels")
        .hasMessageContaining("at most 10000");
    assertThatThrownBy(() -> open(three, List.of("blog", "blog")))
        .hasMessageContaining("a label occurs twice");
  }

  @Test
  void invalidOptionsAreNamedWithValidValues() {
    assertThatThrownBy(() -> options("pooling", "median"))
        .hasMessage(
            "task classes: option pooling = 'median'; use one of mean, max, first, attention,"
                + " unit");
    assertThatThrownBy(() -> options("threshold", "1.5"))
        .hasMessageContaining("option threshold = '1.5'; use a probability from 0 to 1");
    assertThatThrownBy(() -> options("threshold", "NaN")).hasMessageContaining("'NaN'");
    assertThatThrownBy(() -> options("scheme", "BIO"))
        .hasMessage(
            "task classes: option [scheme] is unknown; known are pooling, pooler, bias, multi,"
                + " threshold, bilstm, mix");
  }

  private void options(String name, String value) {
    HeadSettings settings = Networks.classes("mean", false, true, 0, 1, 12);
    Map<String, String> options = new java.util.LinkedHashMap<>(settings.options());
    options.put(name, value);
    new ClassTask()
        .head(manager, new HeadSettings("classes", settings.labels(), options, 1, 12, 1), Map.of());
  }

  private void open(HeadSettings settings, List<String> labels) {
    new ClassTask()
        .head(manager, new HeadSettings("classes", labels, settings.options(), 1, 12, 1), Map.of());
  }
}
