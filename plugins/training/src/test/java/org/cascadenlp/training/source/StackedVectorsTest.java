package org.cascadenlp.training.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.embedding.SavedHead;
import org.cascadenlp.neural.model.HeadSettings;
import org.cascadenlp.neural.sequence.Level;
import org.cascadenlp.neural.sequence.VectorSpace;
import org.cascadenlp.neural.task.LabelHead;
import org.cascadenlp.neural.task.Labelled;
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.neural.torch.Torch;
import org.cascadenlp.neural.torch.Weights;
import org.cascadenlp.training.TinyEncoder;
import org.cascadenlp.training.TinyHead;
import org.cascadenlp.training.Toy;
import org.cascadenlp.training.ToyMode;
import org.cascadenlp.training.loop.TrainingRun;
import org.cascadenlp.training.objective.SupervisedObjective;
import org.cascadenlp.weights.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackedVectorsTest {

  private static final VectorSpace WORDS = new VectorSpace("words", "a".repeat(64), "toy", 1, 2);

  private final List<Labelled<List<String>>> examples = Toy.examples(8, 3);

  private static FrozenVectors frozen(
      VectorSpace vectorSpace, List<Labelled<List<String>>> examples, float value) {
    FrozenVectors frozen = new FrozenVectors(vectorSpace, Level.TOKEN, new FeatureCache(16, 0));
    for (Labelled<List<String>> example : examples) {
      float[] values =
          new float
              [example.instance().sequence().size() * vectorSpace.layers() * vectorSpace.width()];
      Arrays.fill(values, value);
      frozen.add(example.instance(), values);
    }
    return frozen;
  }

  @Test
  void aVectorHasTheFrozenValuesThenThoseOfTheEncoder() {
    try (TinyEncoder encoder = new TinyEncoder();
        NDManager owner = Torch.manager();
        StackedVectors stacked =
            new StackedVectors(
                frozen(WORDS, examples, 7),
                List.of(WORDS),
                new TunedEncoder(encoder, 0, Level.TOKEN))) {
      assertThat(stacked.vectorSpace().name()).isEqualTo("words + tiny");
      float[] rows =
          stacked.vectors(owner, Toy.instances(examples), Mode.INFERENCE, 0).toFloatArray();
      int at = 0;
      for (float[] own :
          encoder.embed(examples.stream().map(example -> example.instance().sequence()).toList())) {
        for (int t = 0; t < own.length; t += TinyEncoder.WIDTH, at += 2 + TinyEncoder.WIDTH) {
          assertThat(Arrays.copyOfRange(rows, at, at + 2)).containsExactly(7, 7);
          assertThat(Arrays.copyOfRange(rows, at + 2, at + 2 + TinyEncoder.WIDTH))
              .usingComparatorWithPrecision(1e-6f)
              .containsExactly(Arrays.copyOfRange(own, t, t + TinyEncoder.WIDTH));
        }
      }
      assertThat(rows).hasSize(at);
    }
  }

  /**
   * Stacked on frozen vectors of zeros, an encoder must get the same gradients as alone under the
   * same head.
   */
  @Test
  void gradientsReachTheEncoderAsIfItWereAlone() {
    Random random = new Random(9);
    Tensor alone = TinyEncoder.random(random, Toy.LABELS.size(), TinyEncoder.WIDTH);
    float[] wide = new float[Toy.LABELS.size() * (2 + TinyEncoder.WIDTH)];
    for (int label = 0; label < Toy.LABELS.size(); label++) {
      int row = label * (2 + TinyEncoder.WIDTH);
      wide[row] = random.nextFloat();
      wide[row + 1] = random.nextFloat();
      System.arraycopy(alone.values(), label * TinyEncoder.WIDTH, wide, row + 2, TinyEncoder.WIDTH);
    }
    Tensor beside = new Tensor(new long[] {Toy.LABELS.size(), 2 + TinyEncoder.WIDTH}, wide);
    try (TinyEncoder encoder = new TinyEncoder();
        TunedEncoder plain = new TunedEncoder(encoder, 0, Level.TOKEN);
        StackedVectors stacked =
            new StackedVectors(
                frozen(WORDS, examples, 0),
                List.of(WORDS),
                new TunedEncoder(encoder, 0, Level.TOKEN))) {
      Map<String, Tensor> expected = gradients(plain, alone);
      Map<String, Tensor> found = gradients(stacked, beside);
      assertThat(plain.trained().names()).isNotEmpty().isEqualTo(stacked.trained().names());
      for (String name : plain.trained().names()) {
        assertThat(found.get(name).values())
            .as(name)
            .usingComparatorWithPrecision(1e-6f)
            .containsExactly(expected.get(name).values())
            .isNotEqualTo(new float[found.get(name).values().length]);
        assertThat(stacked.layersAbove(name)).isEqualTo(plain.layersAbove(name));
      }
    }
  }

  private Map<String, Tensor> gradients(VectorSource source, Tensor classifier) {
    Map<String, Tensor> weights = new LinkedHashMap<>();
    weights.put("classifier.weight", classifier);
    weights.put(
        "classifier.bias", new Tensor(new long[] {Toy.LABELS.size()}, new float[] {0.1f, 0, -1}));
    int width = source.vectorSpace().width();
    HeadSettings settings = new HeadSettings("toy", Toy.LABELS, Map.of(), 1, width, 1);
    try (NDManager owner = Torch.manager();
        LabelHead head = new TinyHead().head(owner, settings, weights);
        TrainingRun<Labelled<List<String>>> run =
            new TrainingRun<>(
                new SupervisedObjective<>(source, head, Toy.settings(ToyMode.FINE_TUNE)),
                Toy.settings(ToyMode.FINE_TUNE),
                1)) {
      run.backward(examples);
      return run.gradients();
    }
  }

  @Test
  void noClassOfHuggingFaceOpensTheEncoderWithAHeadOnAWiderStack(@TempDir Path folder)
      throws IOException {
    AtomicReference<SavedHead> found = new AtomicReference<>();
    try (NDManager owner = Torch.manager();
        TinyEncoder encoder =
            new TinyEncoder() {
              @Override
              public void save(Path target, Weights weights, SavedHead head) {
                found.set(head);
              }
            };
        StackedVectors stacked =
            new StackedVectors(
                frozen(WORDS, examples, 0),
                List.of(WORDS),
                new TunedEncoder(encoder, 0, Level.TOKEN))) {
      Weights weights =
          Weights.of(owner, Map.of("classifier.bias", new Tensor(new long[] {1}, new float[1])));
      stacked.save(folder, folder, new SavedHead(weights, List.of("A"), "ForTokenClassification"));
      assertThat(found.get()).isEqualTo(new SavedHead(weights, List.of("A"), ""));
    }
  }

  @Test
  void whatIsSavedNamesTheFrozenPartsAndTheTunedEncoder(@TempDir Path folder) throws IOException {
    try (TinyEncoder encoder = new TinyEncoder();
        StackedVectors stacked =
            new StackedVectors(
                frozen(WORDS, examples, 0),
                List.of(WORDS),
                new TunedEncoder(encoder, 0, Level.TOKEN))) {
      VectorSource.Saved saved = stacked.save(folder, folder, SavedHead.none());
      assertThat(saved.kind()).isEqualTo("tuned");
      assertThat(saved.embedder().name()).isEqualTo("words + tiny tuned");
      assertThat(saved.embedder().fits(stacked.vectorSpace())).as("nothing was trained").isTrue();
    }
  }

  @Test
  void embeddingsWithDifferentNumbersOfLayersAreRefused() {
    VectorSpace deep = new VectorSpace("deep", "b".repeat(64), "toy", 3, 2);
    VectorSpace deeper = new VectorSpace("deeper", "c".repeat(64), "toy", 4, 2);
    try (TinyEncoder encoder = new TinyEncoder();
        FrozenVectors none = frozen(deep, List.of(), 0);
        TunedEncoder tuned = new TunedEncoder(encoder, 0, Level.TOKEN)) {
      assertThatThrownBy(() -> new StackedVectors(none, List.of(deep, deeper), tuned))
          .isInstanceOf(CascadeException.class)
          .hasMessageContaining("deep + deeper + tiny")
          .hasMessageContaining("[3, 4]");
    }
  }
}
