package org.cascadenlp.training.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.assertj.core.data.Offset;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.sequence.Level;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.task.Instance;
import org.cascadenlp.neural.task.LabelHead;
import org.cascadenlp.neural.task.Labelled;
import org.cascadenlp.neural.torch.Torch;
import org.cascadenlp.neural.torch.Weights;
import org.cascadenlp.training.PlainAdamW;
import org.cascadenlp.training.TinyEncoder;
import org.cascadenlp.training.TinyHead;
import org.cascadenlp.training.Toy;
import org.cascadenlp.training.ToyMode;
import org.cascadenlp.training.listener.Update;
import org.cascadenlp.training.objective.SupervisedObjective;
import org.cascadenlp.training.settings.OptimiserSettings;
import org.cascadenlp.training.settings.Schedule;
import org.cascadenlp.training.settings.TrainingSettings;
import org.cascadenlp.training.source.LoraEncoder;
import org.cascadenlp.training.source.TunedEncoder;
import org.cascadenlp.training.source.VectorSource;
import org.cascadenlp.weights.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingRunTest {

  private final List<Labelled<List<String>>> examples = Toy.examples(8, 3);

  private static void run(TrainingSettings settings, int steps, Consumer<Parts> test) {
    try (TinyEncoder encoder = new TinyEncoder();
        TunedEncoder source = new TunedEncoder(encoder, 0, Level.TOKEN);
        NDManager owner = Torch.manager();
        LabelHead head = new TinyHead().head(owner, Toy.head(1), Map.of());
        TrainingRun<Labelled<List<String>>> run =
            new TrainingRun<>(new SupervisedObjective<>(source, head, settings), settings, steps)) {
      test.accept(new Parts(source, head, run));
    }
  }

  private record Parts(
      VectorSource source, LabelHead head, TrainingRun<Labelled<List<String>>> run) {
    Weights all() {
      return source.trained().and(head.weights());
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 0.5})
  void updatesEqualAPlainJavaAdamWWithClippingWarmupAndLayerDecay(double decay) {
    TrainingSettings settings = Toy.layerDecay(Toy.settings(ToyMode.FINE_TUNE), decay);
    int steps = 20;
    Map<String, Double> shares =
        Map.of(
            "embeddings.words.weight",
            decay * decay,
            "encoder.layer.0.inner.dense.weight",
            decay,
            "encoder.layer.0.inner.dense.bias",
            decay,
            "encoder.layer.1.inner.dense.weight",
            1.0,
            "encoder.layer.1.inner.dense.bias",
            1.0);
    run(
        settings,
        steps,
        parts -> {
          PlainAdamW plain = new PlainAdamW(settings, steps, parts.all().toTensors());
          for (int step = 0; step < steps; step++) {
            double loss = parts.run.backward(examples);
            double norm = plain.update(parts.run.gradients(), shares);
            Update done = parts.run.update(loss);
            assertThat(done.gradientNorm()).isCloseTo(norm, Offset.offset(1e-5));
            plain.compare(parts.all().toTensors());
          }
        });
  }

  @Test
  void gradientsAreZeroAfterAnUpdate() {
    run(
        Toy.settings(ToyMode.FINE_TUNE),
        2,
        parts -> {
          parts.run.step(examples);
          parts
              .run
              .gradients()
              .forEach((name, gradient) -> assertThat(gradient.values()).containsOnly(0f));
        });
  }

  @Test
  void examplesOfClassWeightZeroHaveNoLossAndChangeNothing() {
    Labelled<List<String>> weightless =
        new Labelled<>(Instance.of(new Sequence(List.of("word1"))), List.of("A"));
    TrainingSettings settings =
        Toy.batches(Toy.classWeights(Toy.settings(ToyMode.FINE_TUNE), Map.of("A", 0f)), 1, 2);
    run(
        settings,
        4,
        parts -> {
          parts.run.step(examples);
          Map<String, Tensor> before = parts.all().toTensors();
          Update step = parts.run.step(List.of(weightless, weightless));
          assertThat(step.number()).isEqualTo(2);
          assertThat(step.loss()).isZero();
          parts
              .all()
              .toTensors()
              .forEach((n, t) -> assertThat(t.values()).isEqualTo(before.get(n).values()));
          Labelled<List<String>> other =
              new Labelled<>(Instance.of(new Sequence(List.of("word2"))), List.of("B"));
          assertThat(parts.run.step(List.of(weightless, other)).loss()).isPositive();
        });
  }

  @Test
  void twoAccumulatedBatchesOfFourGiveTheGradientsOfOneBatchOfEight() {
    TrainingSettings whole =
        Toy.classWeights(
            Toy.settings(ToyMode.FINE_TUNE), Map.of("A", 0.25f, "B", 2f)); // C has weight 1
    List<Map<String, Tensor>> gradients = new ArrayList<>();
    List<Double> losses = new ArrayList<>();
    for (TrainingSettings settings : List.of(whole, Toy.batches(whole, 4, 2))) {
      run(
          settings,
          5,
          parts -> {
            losses.add(parts.run.backward(examples));
            gradients.add(parts.run.gradients());
          });
    }
    assertThat(losses.get(1)).isCloseTo(losses.get(0), Offset.offset(1e-6));
    gradients
        .get(0)
        .forEach(
            (name, gradient) ->
                assertThat(gradients.get(1).get(name).values())
                    .as(name)
                    .usingComparatorWithPrecision(1e-6f)
                    .containsExactly(gradient.values()));
  }

  @Test
  void restoreBringsBackTheKeptWeights() {
    run(
        Toy.settings(ToyMode.FINE_TUNE),
        10,
        parts -> {
          parts.run.step(examples);
          parts.run.best().keep();
          String kept = Tensor.hash(parts.all().toTensors());
          parts.run.step(examples);
          assertThat(Tensor.hash(parts.all().toTensors())).isNotEqualTo(kept);
          parts.run.best().restore();
          assertThat(Tensor.hash(parts.all().toTensors())).isEqualTo(kept);
        });
  }

  @Test
  void liveArraysStayConstantOverTwoHundredSteps() {
    run(
        Toy.settings(ToyMode.FINE_TUNE),
        300,
        parts -> {
          parts.run.step(examples);
          int before = live();
          assertThat(before).isGreaterThan(20); // weights and Adam's moments are counted
          for (int i = 0; i < 200; i++) {
            parts.run.step(examples);
          }
          assertThat(live()).isEqualTo(before);
        });
  }

  /** The number of arrays in the engine's root manager and all managers below it. */
  private static int live() {
    try (NDManager below = Torch.manager()) {
      return count(below.getParentManager());
    }
  }

  private static int count(NDManager manager) {
    int arrays = 0;
    for (Object child : managed(manager)) {
      arrays += child instanceof NDManager below ? count(below) : 1;
    }
    return arrays;
  }

  /** All resources of {@code manager}; DJL's public method returns its arrays only. */
  private static Iterable<?> managed(NDManager manager) {
    try {
      java.lang.reflect.Field field =
          ai.djl.ndarray.BaseNDManager.class.getDeclaredField("resources");
      field.setAccessible(true);
      return ((Map<?, ?>) field.get(manager)).values();
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aLossOfNanIsAnErrorThatNamesTheStep() {
    OptimiserSettings wild = new OptimiserSettings(3e38, 1, 3e38, 0, 0, Schedule.CONSTANT, 0);
    run(
        Toy.epochs(Toy.settings(ToyMode.FINE_TUNE), wild, 1, 0),
        9,
        parts ->
            assertThatThrownBy(
                    () -> {
                      for (int i = 0; i < 9; i++) {
                        parts.run.step(examples);
                      }
                    })
                .isInstanceOf(CascadeException.class)
                .hasMessageMatching(
                    "training: the (loss|gradient) of step [2-9] (is|has norm) (NaN|Infinity); lower"
                        + " encoderRate or headRate.*"));
  }

  @Test
  void weightDecayAppliesToTheTensorsThatTheEncoderNames() {
    Map<String, Tensor> all = afterOneUpdate(name -> true);
    Map<String, Tensor> none = afterOneUpdate(name -> false);
    assertThat(all.keySet()).isEqualTo(none.keySet()).hasSizeGreaterThan(2);
    all.forEach(
        (name, tensor) ->
            assertThat(tensor.values()).as(name).isNotEqualTo(none.get(name).values()));
    Map<String, Tensor> words = afterOneUpdate("embeddings.words.weight"::equals);
    words.forEach(
        (name, tensor) ->
            assertThat(tensor.values())
                .as(name)
                .isEqualTo((name.startsWith("embeddings.") ? all : none).get(name).values()));
  }

  private Map<String, Tensor> afterOneUpdate(Predicate<String> decays) {
    TinyEncoder encoder =
        new TinyEncoder() {
          @Override
          public boolean decays(String name) {
            return decays.test(name);
          }
        };
    TrainingSettings settings = Toy.settings(ToyMode.FINE_TUNE);
    try (encoder;
        TunedEncoder source = new TunedEncoder(encoder, 0, Level.TOKEN);
        NDManager owner = Torch.manager();
        LabelHead head = new TinyHead().head(owner, Toy.head(1), Map.of());
        TrainingRun<Labelled<List<String>>> run =
            new TrainingRun<>(new SupervisedObjective<>(source, head, settings), settings, 1)) {
      run.step(examples);
      return source.trained().toTensors();
    }
  }

  @Test
  void weightDecayAppliesToAllTensorsOfAnAdapter() {
    try (TinyEncoder encoder = new TinyEncoder();
        LoraEncoder source = new LoraEncoder(encoder, null, Toy.LORA, 1, Level.TOKEN)) {
      assertThat(source.trained().names()).isNotEmpty().allMatch(source::decays);
    }
  }
}
