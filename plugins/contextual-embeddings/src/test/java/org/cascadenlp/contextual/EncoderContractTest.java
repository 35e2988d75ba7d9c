package org.cascadenlp.contextual;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.GradientCollector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.cascadenlp.neural.embedding.EmbedderSettings;
import org.cascadenlp.neural.embedding.EmbedderSettings.Pooling;
import org.cascadenlp.neural.embedding.EmbedderSettings.Precision;
import org.cascadenlp.neural.embedding.EmbedderSettings.SequencePooling;
import org.cascadenlp.neural.embedding.SavedHead;
import org.cascadenlp.neural.sequence.Level;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.sequence.SequenceVectors;
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.neural.torch.Torch;
import org.cascadenlp.neural.torch.Weights;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Properties of every encoder, on every tiny model with a reference. */
class EncoderContractTest {

  private static final Path MODELS = Path.of(System.getProperty("cascade.root"), "testdata/models");

  /**
   * A constant added to all keys does not change attention, so its gradient is only rounding error.
   */
  private static final String KEY_BIAS =
      ".*(self\\.key|k_lin|attention\\.key|attn\\.k|key_proj)\\.bias";

  @TempDir private Path folder;

  static Stream<String> models() throws IOException {
    try (Stream<Path> all = Files.list(MODELS)) {
      return all
          .filter(model -> Files.exists(model.resolve("reference.safetensors")))
          .filter(model -> Files.exists(model.resolve("config.json")))
          .map(model -> model.getFileName().toString())
          .filter(name -> !name.matches("tiny-mpnet-long|tiny-ettin-(?!17m).*")) // only larger
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void vectorsDoNotDependOnTheBatch(String name) throws IOException {
    Path model = withTokenizer(name);
    List<Sequence> sequences = sequences(24, 25);
    for (Precision precision : List.of(Precision.FLOAT32, Precision.BFLOAT16)) {
      List<SequenceVectors> alone = new ArrayList<>();
      try (TransformerEncoder encoder = open(model, precision, 16)) {
        sequences.forEach(sequence -> alone.addAll(encoder.vectors(List.of(sequence))));
      }
      List<Integer> order = new ArrayList<>();
      for (int i = 0; i < sequences.size(); i++) {
        order.add(i);
      }
      Collections.shuffle(order, new Random(3));
      try (TransformerEncoder encoder = open(model, precision, 10_000)) {
        List<SequenceVectors> together =
            encoder.vectors(order.stream().map(sequences::get).toList());
        for (int i = 0; i < order.size(); i++) {
          assertThat(together.get(i).values()).isEqualTo(alone.get(order.get(i)).values());
          assertThat(together.get(i).pooled()).isEqualTo(alone.get(order.get(i)).pooled());
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void gradientsReachEveryParameter(String name) throws IOException {
    gradientsReachEveryParameter(open(withTokenizer(name), Precision.FLOAT32, 512));
  }

  @ParameterizedTest
  @MethodSource("models")
  void gradientsReachEveryParameterThroughTheFirstAndTheLastSubword(String name)
      throws IOException {
    Path model = withTokenizer(name);
    gradientsReachEveryParameter(open(model, Pooling.FIRST_LAST, Precision.FLOAT32, 512));
  }

  private static void gradientsReachEveryParameter(TransformerEncoder opened) {
    List<Sequence> sequences = sequences(12, 20);
    try (TransformerEncoder encoder = opened;
        NDManager owner = Torch.manager()) {
      Weights weights = encoder.trainable(owner);
      weights.arrays().forEach(array -> array.setRequiresGradient(true));
      try (GradientCollector collector = Torch.engine().newGradientCollector()) {
        NDArray states = encoder.forward(owner, sequences, Level.TOKEN, weights, Mode.TRAINING, 0);
        NDArray random = owner.randomNormal(0, 1, states.getShape(), DataType.FLOAT32);
        collector.backward(states.mul(random).sum());
      }
      Set<String> without = new TreeSet<>();
      for (String parameter : weights.names()) {
        float most = weights.get(parameter).getGradient().abs().max().getFloat();
        if (!(most > 1e-4) && !parameter.matches(KEY_BIAS)) {
          without.add(parameter + " " + most);
        }
      }
      assertThat(without).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void aSavedEncoderGivesTheSameOutputsToTheBit(String name) throws IOException {
    List<Sequence> sequences = sequences(5, 20);
    Path saved = folder.resolve("saved");
    List<float[]> expected;
    try (TransformerEncoder encoder = open(withTokenizer(name), Precision.FLOAT32, 512);
        NDManager owner = Torch.manager()) {
      expected = encoder.embed(sequences);
      Weights weights = encoder.trainable(owner);
      assertThat(weights.names()).allMatch(array -> encoder.decays(array) != isNormOrBias(array));
      encoder.save(saved, weights, SavedHead.none());
      try (TransformerEncoder again = open(saved, Precision.FLOAT32, 512)) {
        assertThat(again.vectorSpace().hash()).isEqualTo(encoder.vectorSpace().hash());
        List<float[]> found = again.embed(sequences);
        for (int i = 0; i < sequences.size(); i++) {
          assertThat(found.get(i)).isEqualTo(expected.get(i));
        }
      }
    }
  }

  /** By the names that the families give to their arrays. */
  private static boolean isNormOrBias(String array) {
    return array.matches(
        "(.*\\.)?bias|(.*\\.)?(LayerNorm|\\w*layer_norm|ln_\\w+|(\\w+_)?norm)\\.weight");
  }

  private static TransformerEncoder open(Path model, Precision precision, int batchTokens) {
    return open(model, Pooling.MEAN, precision, batchTokens);
  }

  private static TransformerEncoder open(
      Path model, Pooling pooling, Precision precision, int batchTokens) {
    return (TransformerEncoder)
        new TransformerProvider()
            .open(
                model,
                new EmbedderSettings(
                    List.of(), pooling, SequencePooling.MEAN, true, 32, 8, precision, batchTokens));
  }

  /** The model with a vocabulary of letters in place of its own. */
  private Path withTokenizer(String name) throws IOException {
    return LetterTokenizer.with(MODELS.resolve(name), folder);
  }

  private static List<Sequence> sequences(int count, int longest) {
    Random random = new Random(count);
    List<Sequence> sequences = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String[] tokens = new String[1 + random.nextInt(longest)];
      Arrays.setAll(
          tokens,
          t -> {
            StringBuilder word = new StringBuilder();
            for (int c = 1 + random.nextInt(3); c > 0; c--) {
              word.append((char) ('a' + random.nextInt(26)));
            }
            return word.toString();
          });
      sequences.add(new Sequence(List.of(tokens)));
    }
    return sequences;
  }
}
