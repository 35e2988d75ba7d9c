package org.cascadenlp.heads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.score.TagScheme;
import org.cascadenlp.core.score.Tags;
import org.cascadenlp.heads.crf.ForwardBackward;
import org.cascadenlp.neural.model.HeadSettings;
import org.cascadenlp.neural.task.Encoded;
import org.cascadenlp.neural.task.LabelHead;
import org.cascadenlp.neural.task.LossSettings;
import org.cascadenlp.neural.task.Prediction;
import org.cascadenlp.neural.torch.Torch;
import org.cascadenlp.neural.torch.Weights;
import org.cascadenlp.weights.tensor.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaggingHeadTest {

  private final NDManager manager = Torch.manager();

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void sequencesWithoutOrWithOneTokenHaveAsManyLabels() {
    HeadSettings settings = Networks.settings("crf", 8, false, 1, 12);
    try (LabelHead network = Networks.random(manager, settings)) {
      NDArray vectors = Networks.array(manager, Networks.vectors(1, 3, settings), settings);
      List<Prediction> predictions =
          network.predict(new Encoded(vectors, new int[] {0, 1, 0, 2, 0}));
      assertThat(predictions)
          .extracting(prediction -> prediction.labels().size())
          .containsExactly(0, 1, 0, 2, 0);
    }
  }

  @Test
  void aBatchWithoutTokensHasEmptyPredictions() {
    HeadSettings settings = Networks.settings("crf", 8, false, 1, 12);
    try (LabelHead network = Networks.random(manager, settings)) {
      NDArray vectors = Weights.array(manager, new Tensor(new long[] {0, 1, 12}, new float[0]));
      assertThat(network.predict(new Encoded(vectors, new int[] {0, 0}))).hasSize(2);
      assertThat(network.predict(new Encoded(vectors, new int[0]))).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "linear,0,1,ForTokenClassification",
    "crf,0,1,''",
    "linear,8,1,''",
    "crf,8,1,''",
    "linear,0,2,''"
  })
  void huggingFaceHasAClassForALinearLayerAlone(
      String decoder, int bilstm, int layers, String opensAs) {
    HeadSettings settings = Networks.settings(decoder, bilstm, true, layers, 12);
    assertThat(new EntityTask().opensAs(settings)).isEqualTo(opensAs);
    Map<String, String> options = new HashMap<>(settings.options());
    options.remove("scheme");
    HeadSettings pos = new HeadSettings("pos", List.of("A", "B"), options, layers, 12, 3);
    assertThat(new PosTask().opensAs(pos)).isEqualTo(opensAs);
  }

  @ParameterizedTest
  @CsvSource({"linear,0", "crf,0", "linear,8", "crf,8"})
  void emptySequencesDoNotChangeTheLoss(String decoder, int bilstm) {
    HeadSettings settings = Networks.settings(decoder, bilstm, false, 1, 12);
    try (LabelHead network = Networks.random(manager, settings)) {
      NDArray vectors = Networks.array(manager, Networks.vectors(1, 3, settings), settings);
      List<String> one = List.of("O");
      List<String> two = List.of("B-LOC", "I-LOC");
      float loss =
          network
              .loss(
                  new Encoded(vectors, new int[] {1, 2}),
                  List.of(one, two),
                  new LossSettings(Map.of(), 0))
              .getFloat();
      float same =
          network
              .loss(
                  new Encoded(vectors, new int[] {0, 1, 0, 2}),
                  List.of(List.of(), one, List.of(), two),
                  new LossSettings(Map.of(), 0))
              .getFloat();
      assertThat(same).isEqualTo(loss).isPositive();
    }
  }

  @Test
  void aCrfPredictsOnlyAllowedTransitions() {
    HeadSettings settings = Networks.settings("crf", 0, false, 1, 12);
    HeadSettings free = Networks.settings("linear", 0, false, 1, 12);
    try (LabelHead network = Networks.random(manager, settings);
        LabelHead linear = Networks.random(manager, free)) {
      NDArray vectors = Networks.array(manager, Networks.vectors(1, 200, settings), settings);
      List<String> tags = network.predict(new Encoded(vectors, new int[] {200})).get(0).labels();
      assertThat(Tags.tags(Tags.spans(tags), 200, TagScheme.BIO)).isEqualTo(tags);
      // as independent decoding does not
      List<String> any = linear.predict(new Encoded(vectors, new int[] {200})).get(0).labels();
      assertThat(Tags.tags(Tags.spans(any), 200, TagScheme.BIO)).isNotEqualTo(any);
    }
  }

  @Test
  void aMixOfLayersIsTheirWeightedSum() {
    HeadSettings mixed = Networks.settings("linear", 0, true, 3, 12);
    HeadSettings single = Networks.settings("linear", 0, false, 1, 12);
    float[] values = Networks.vectors(4, 6, mixed);
    try (LabelHead network = Networks.random(manager, mixed)) {
      double[] weights = doubles(network.weights().get("mix.weights"));
      double gamma = doubles(network.weights().get("mix.gamma"))[0];
      double all = ForwardBackward.logSumExp(weights);
      float[] summed = new float[6 * 12];
      for (int i = 0; i < values.length; i++) {
        double share = Math.exp(weights[i / 12 % 3] - all);
        summed[i / 36 * 12 + i % 12] += (float) (gamma * share * values[i]);
      }
      Map<String, Tensor> classifier = new LinkedHashMap<>(network.weights().toTensors());
      classifier.keySet().removeIf(name -> name.startsWith("mix."));
      float[] found = scores(network, values, mixed);
      try (LabelHead plain = new EntityTask().head(manager, single, classifier)) {
        assertThat(found).containsExactly(scores(plain, summed, single), within(1e-5f));
      }
    }
  }

  @Test
  void layersWithoutAMixAreConcatenated() {
    HeadSettings layered = Networks.settings("linear", 0, false, 3, 12);
    HeadSettings wide = Networks.settings("linear", 0, false, 1, 36);
    float[] values = Networks.vectors(4, 6, layered);
    try (LabelHead network = Networks.random(manager, layered);
        LabelHead other = new EntityTask().head(manager, wide, network.weights().toTensors())) {
      assertThat(scores(network, values, layered)).containsExactly(scores(other, values, wide));
    }
  }

  @Test
  void gradientsReachTheVectorsAndTheMix() {
    HeadSettings settings = Networks.settings("crf", 8, true, 2, 12);
    try (LabelHead network = Networks.random(manager, settings)) {
      NDArray vectors = Networks.array(manager, Networks.vectors(1, 3, settings), settings);
      vectors.setRequiresGradient(true);
      network.weights().arrays().forEach(array -> array.setRequiresGradient(true));
      try (GradientCollector collector = Torch.engine().newGradientCollector()) {
        List<List<String>> gold = List.of(List.of("O", "B-PER"), List.of("O"));
        collector.backward(
            network.loss(
                new Encoded(vectors, new int[] {2, 1}), gold, new LossSettings(Map.of(), 0.1f)));
      }
      for (String name : network.weights().names()) {
        float[] gradient = network.weights().get(name).getGradient().toFloatArray();
        assertThat(gradient).as(name).isNotEqualTo(new float[gradient.length]);
      }
      assertThat(vectors.getGradient().toFloatArray()).isNotEqualTo(new float[3 * 24]);
    }
  }

  @Test
  void decayIsForMatricesAndNotForBiasesTransitionsAndTheMix() {
    HeadSettings settings = Networks.settings("crf", 8, true, 2, 12);
    try (LabelHead network = Networks.random(manager, settings)) {
      assertThat(network.weights().names()).contains("crf.transitions", "mix.weights");
      assertThat(network.weights().names().stream().filter(network::decays))
          .containsExactly(
              "lstm.weight_ih_l0",
              "lstm.weight_hh_l0",
              "lstm.weight_ih_l0_reverse",
              "lstm.weight_hh_l0_reverse",
              "classifier.weight");
    }
  }

  @Test
  void dropoutIsAppliedInTrainingOnly() {
    HeadSettings settings = Networks.settings("linear", 8, false, 1, 12);
    try (LabelHead network = Networks.random(manager, settings)) {
      float[] values = Networks.vectors(1, 20, settings);
      NDArray vectors = Networks.array(manager, values, settings);
      int[] lengths = {20};
      List<List<String>> gold = List.of(Collections.nCopies(20, "O"));
      float plain =
          network
              .loss(new Encoded(vectors, lengths), gold, new LossSettings(Map.of(), 0))
              .getFloat();
      float[] before = scores(network, values, settings);
      assertThat(
              network
                  .loss(new Encoded(vectors, lengths), gold, new LossSettings(Map.of(), 0.5f))
                  .getFloat())
          .isNotEqualTo(plain);
      assertThat(scores(network, values, settings)).containsExactly(before);
      assertThat(
              network
                  .loss(new Encoded(vectors, lengths), gold, new LossSettings(Map.of(), 0))
                  .getFloat())
          .isEqualTo(plain);
    }
  }

  @ParameterizedTest
  @CsvSource({"linear,0,false", "crf,8,true"})
  void twoHundredPredictionsLeakNoArray(String decoder, int bilstm, boolean mix) {
    HeadSettings settings = Networks.settings(decoder, bilstm, mix, 2, 12);
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
  void aFailedPredictionReturnsTheVectorsToTheirOwner() {
    HeadSettings settings = Networks.settings("linear", 0, false, 1, 12);
    try (LabelHead network = Networks.random(manager, settings)) {
      float[] values = Networks.vectors(1, 3, settings);
      values[30] = Float.NaN;
      NDArray vectors = Networks.array(manager, values, settings);
      assertThatThrownBy(() -> network.predict(new Encoded(vectors, new int[] {1, 2})))
          .isInstanceOf(CascadeException.class)
          .hasMessage(
              "task entities: the network's output is NaN at token 1 of sequence 1; the vectors or the"
                  + " weights hold NaN or infinity: check the embedder, then the head");
      assertThat(vectors.getManager()).isSameAs(manager);
      assertThat(vectors.toFloatArray()).containsExactly(values);
    }
  }

  @Test
  void anUnknownGoldLabelIsNamedWithTheKnownOnes() {
    HeadSettings settings = Networks.settings("crf", 0, false, 1, 12);
    try (LabelHead network = Networks.random(manager, settings)) {
      NDArray vectors = Networks.array(manager, Networks.vectors(1, 1, settings), settings);
      assertThatThrownBy(
              () ->
                  network.loss(
                      new Encoded(vectors, new int[] {1}),
                      List.of(List.of("B-MISC")),
                      new LossSettings(Map.of(), 0)))
          .hasMessage(
              "task entities: gold label 'B-MISC' is unknown to the network; known are [O, B-LOC,"
                  + " I-LOC, B-PER, I-PER]: map the label, or train with it");
    }
  }

  @Test
  void classWeightsWithACrfAreRefused() {
    HeadSettings settings = Networks.settings("crf", 0, false, 1, 12);
    try (LabelHead network = Networks.random(manager, settings)) {
      NDArray vectors = Networks.array(manager, Networks.vectors(1, 1, settings), settings);
      LossSettings weighted = new LossSettings(Map.of("I-LOC", 2f), 0);
      assertThatThrownBy(
              () ->
                  network.loss(
                      new Encoded(vectors, new int[] {1}), List.of(List.of("O")), weighted))
          .isInstanceOf(CascadeException.class)
          .hasMessageContaining("class weights [1.0, 1.0, 2.0, 1.0, 1.0] with decoder crf")
          .hasMessageContaining("decoder = linear");
    }
  }

  @Test
  void vectorsOfAnotherShapeAreRefused() {
    HeadSettings settings = Networks.settings("crf", 0, false, 1, 12);
    HeadSettings other = Networks.settings("crf", 0, false, 1, 13);
    try (LabelHead network = Networks.random(manager, settings)) {
      NDArray vectors = Networks.array(manager, Networks.vectors(1, 4, other), other);
      assertThatThrownBy(() -> network.predict(new Encoded(vectors, new int[] {4})))
          .hasMessageContaining("the vectors have shape (4, 1, 13), expected (4, 1, 12)");
    }
  }

  private float[] scores(LabelHead network, float[] values, HeadSettings settings) {
    NDArray vectors = Networks.array(manager, values, settings);
    int[] lengths = {(int) vectors.getShape().get(0)};
    return network.predict(new Encoded(vectors, lengths)).get(0).scores();
  }

  private static double[] doubles(NDArray array) {
    float[] values = array.toFloatArray();
    double[] wide = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }
}
