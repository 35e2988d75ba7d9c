package org.cascadenlp.testkit.neural;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.cascadenlp.core.ModelStore;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.model.HeadSettings;
import org.cascadenlp.neural.sequence.Level;
import org.cascadenlp.neural.task.Encoded;
import org.cascadenlp.neural.task.LabelHead;
import org.cascadenlp.neural.task.LabelTask;
import org.cascadenlp.neural.task.LossSettings;
import org.cascadenlp.neural.task.Prediction;
import org.cascadenlp.neural.torch.InferenceThreads;
import org.cascadenlp.neural.torch.Torch;
import org.cascadenlp.neural.torch.Weights;
import org.cascadenlp.weights.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** The tests that the network of every task head must pass. */
abstract class HeadNetworkContract {

  private static final int STEPS = 30;
  private static final int CALLS = 100;

  abstract LabelTask head();

  abstract HeadSettings settings();

  abstract List<List<String>> gold();

  /** The number of tokens of sequence {@code i} of {@link #gold}. */
  final int tokens(int i) {
    return head().labelsTokens() ? gold().get(i).size() : 1 + i % 4;
  }

  /** The number of input vectors of sequence {@code i}: one per token, or one per sequence. */
  private int rows(int i) {
    return head().level(settings().options()) == Level.SEQUENCE ? 1 : tokens(i);
  }

  private int width() {
    return settings().layers() * settings().width();
  }

  /**
   * The vectors of sequence {@code i}, determined by its labels so that the network can learn them.
   */
  private float[] vectors(int i) {
    List<String> labels = gold().get(i);
    float[] vectors = new float[rows(i) * width()];
    for (int row = 0; row < rows(i); row++) {
      Object label = head().labelsTokens() ? labels.get(row) : labels;
      Random random = new Random(label.hashCode());
      for (int j = 0; j < width(); j++) {
        vectors[row * width() + j] = (float) random.nextGaussian();
      }
    }
    return vectors;
  }

  private NDArray array(NDManager owner, List<Integer> sequences) {
    float[] all = new float[sequences.stream().mapToInt(i -> rows(i) * width()).sum()];
    int at = 0;
    for (int i : sequences) {
      float[] own = vectors(i);
      System.arraycopy(own, 0, all, at, own.length);
      at += own.length;
    }
    long[] shape = {all.length / width(), settings().layers(), settings().width()};
    return Weights.array(owner, new Tensor(shape, all));
  }

  private Encoded encoded(NDManager owner, List<Integer> sequences) {
    return new Encoded(array(owner, sequences), sequences.stream().mapToInt(this::rows).toArray());
  }

  private List<Integer> all() {
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < gold().size(); i++) {
      all.add(i);
    }
    return all;
  }

  /** The predictions of a network with {@code weights}, called as in a pipeline. */
  private List<Prediction> predict(Map<String, Tensor> weights, List<Integer> sequences) {
    return withNetwork(weights, (network, threads) -> called(network, threads, sequences));
  }

  private <R> R withNetwork(
      Map<String, Tensor> weights, BiFunction<LabelHead, InferenceThreads, R> work) {
    try (ModelStore.Lease<InferenceThreads> threads = InferenceThreads.lease();
        NDManager owner = Torch.manager();
        LabelHead network = head().head(owner, settings(), weights)) {
      return work.apply(network, threads.model());
    }
  }

  private List<Prediction> called(
      LabelHead network, InferenceThreads threads, List<Integer> sequences) {
    return threads.call(
        "head",
        () -> {
          try (NDManager owner = Torch.manager()) {
            return network.predict(encoded(owner, sequences));
          }
        });
  }

  private Map<String, Tensor> fresh(HeadSettings settings) {
    try (NDManager owner = Torch.manager();
        LabelHead network = head().head(owner, settings, Map.of())) {
      return network.weights().toTensors();
    }
  }

  @Test
  void newWeightsAreDrawnFromTheSeed() {
    HeadSettings settings = settings();
    Map<String, Tensor> first = fresh(settings);
    assertFalse(first.isEmpty(), "a new network has no weights");
    same(first, fresh(settings), "a second network of the same seed");
    HeadSettings other =
        new HeadSettings(
            settings.task(),
            settings.labels(),
            settings.options(),
            settings.layers(),
            settings.width(),
            settings.seed() + 1);
    Map<String, Tensor> second = fresh(other);
    assertFalse(
        first.keySet().stream().allMatch(n -> Arrays.equals(values(first, n), values(second, n))),
        "another seed draws the same weights");
  }

  @Test
  void weightsThatAreGivenAreThoseOfTheNetwork() {
    Map<String, Tensor> given = fresh(settings());
    try (NDManager owner = Torch.manager();
        LabelHead network = head().head(owner, settings(), given)) {
      same(given, network.weights().toTensors(), "a network that was given weights");
    }
  }

  private static float[] values(Map<String, Tensor> arrays, String name) {
    return Objects.requireNonNull(arrays.get(name)).values();
  }

  private static void same(Map<String, Tensor> expected, Map<String, Tensor> found, String whose) {
    assertEquals(expected.keySet(), found.keySet(), "the arrays of " + whose);
    expected.forEach(
        (name, tensor) ->
            assertArrayEquals(
                tensor.values(), values(found, name), "array " + name + " of " + whose));
  }

  @Test
  void weightsThatDoNotFitAreRefusedByName() {
    Map<String, Tensor> sound = fresh(settings());
    for (String name : sound.keySet()) {
      Map<String, Tensor> missing = new HashMap<>(sound);
      missing.remove(name);
      if (!missing.isEmpty()) { // a network without any weights is initialized at random
        refused(missing, name);
      }
      Map<String, Tensor> odd = new HashMap<>(sound);
      odd.put(name, new Tensor(new long[] {3, 1, 7}, new float[21]));
      refused(odd, name);
    }
  }

  private void refused(Map<String, Tensor> weights, String name) {
    try (NDManager owner = Torch.manager()) {
      CascadeException error =
          assertThrows(
              CascadeException.class,
              () -> head().head(owner, settings(), weights).close(),
              "array " + name + " is missing or has another shape");
      assertTrue(error.toString().contains(name), () -> "does not name " + name + ": " + error);
    }
  }

  @Test
  void predictionsAreLabelsWithProbabilities() {
    List<Prediction> found = predict(fresh(settings()), all());
    assertEquals(gold().size(), found.size(), "predictions");
    for (int i = 0; i < found.size(); i++) {
      Prediction one = found.get(i);
      if (head().labelsTokens()) {
        assertEquals(tokens(i), one.labels().size(), "labels of a sequence, one a token");
      }
      assertTrue(
          settings().labels().containsAll(one.labels()),
          () -> "labels that are not in settings(): " + one);
      for (float score : one.scores()) {
        assertTrue(score >= 0 && score <= 1, () -> "not a probability: " + score);
      }
    }
  }

  @Test
  void aPredictionDoesNotDependOnWhatIsPredictedBesideIt() {
    Map<String, Tensor> weights = fresh(settings());
    List<Integer> order = all();
    Collections.shuffle(order, new Random(1));
    order.addAll(all());
    List<Prediction> together = predict(weights, order);
    for (int i = 0; i < order.size(); i++) {
      Prediction alone = predict(weights, List.of(order.get(i))).get(0);
      String what = "of sequence " + order.get(i) + " among others";
      assertEquals(alone.labels(), together.get(i).labels(), "labels " + what);
      assertArrayEquals(alone.scores(), together.get(i).scores(), "scores " + what);
    }
  }

  @Test
  void severalThreadsPredictAtOnceWhatOneDoes() {
    Map<String, Tensor> weights = fresh(settings());
    List<Prediction> expected = predict(weights, all());
    withNetwork(
            weights,
            (network, threads) ->
                IntStream.range(0, CALLS)
                    .parallel()
                    .mapToObj(call -> called(network, threads, all()))
                    .toList())
        .forEach(found -> assertSamePredictions(expected, found));
  }

  private static void assertSamePredictions(List<Prediction> expected, List<Prediction> found) {
    assertEquals(expected.size(), found.size(), "predictions of a thread");
    for (int i = 0; i < expected.size(); i++) {
      String what = "of sequence " + i + ", predicted by several threads at once";
      assertEquals(expected.get(i).labels(), found.get(i).labels(), "labels " + what);
      assertArrayEquals(expected.get(i).scores(), found.get(i).scores(), "scores " + what);
    }
  }

  @Test
  void itLearnsWhatCanBeLearned() {
    try (NDManager owner = Torch.manager();
        LabelHead network = head().head(owner, settings(), Map.of())) {
      double first = step(network, owner);
      double last = first;
      for (int i = 1; i < STEPS; i++) {
        last = step(network, owner);
      }
      String what = "the loss went from " + first + " to " + last + " in " + STEPS + " steps";
      assertTrue(Double.isFinite(first) && last < first, what);
    }
  }

  /** One gradient step on all sequences; returns the loss before it. */
  private double step(LabelHead network, NDManager owner) {
    try (NDManager batch = owner.newSubManager()) {
      LossSettings plain = new LossSettings(Map.of(), 0);
      network.weights().arrays().forEach(array -> array.setRequiresGradient(true));
      double value;
      try (GradientCollector collector = Torch.engine().newGradientCollector()) {
        NDArray loss = network.loss(encoded(batch, all()), gold(), plain);
        assertEquals(1, loss.size(), "numbers of a loss");
        assertEquals(DataType.FLOAT32, loss.getDataType(), "the loss");
        value = loss.toFloatArray()[0];
        collector.backward(loss);
      }
      double sum = network.weight(gold(), plain);
      assertTrue(sum > 0, () -> "Head.weight of the gold labels is " + sum);
      for (NDArray array : network.weights().arrays()) {
        NDArray gradient = array.getGradient();
        array.setRequiresGradient(false);
        array.subi(gradient.mul(0.1f / (float) Math.max(1, gradient.norm().getFloat())));
        gradient.close();
      }
      return value;
    }
  }

  @Test
  void noArrayStaysOpen() {
    Map<String, Tensor> weights = fresh(settings());
    predict(weights, all());
    int before = LiveArrays.count();
    predict(weights, all());
    try (NDManager owner = Torch.manager();
        LabelHead network = head().head(owner, settings(), weights)) {
      step(network, owner);
    }
    assertEquals(before, LiveArrays.count(), "native arrays after prediction and training");
  }
}
