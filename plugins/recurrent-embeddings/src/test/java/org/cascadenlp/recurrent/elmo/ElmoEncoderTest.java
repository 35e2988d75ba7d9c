package org.cascadenlp.recurrent.elmo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.cascadenlp.neural.sequence.Level;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.recurrent.encoder.EncoderChecks;
import org.cascadenlp.recurrent.encoder.Gradients;
import org.cascadenlp.recurrent.encoder.RecurrentEncoder;
import org.cascadenlp.recurrent.encoder.RecurrentSettings;
import org.cascadenlp.weights.safetensors.SafeTensors;
import org.cascadenlp.weights.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares ELMo with AllenNLP, see testdata/reference/recurrent.py. */
class ElmoEncoderTest {

  private static final String TINY = "tiny-elmo";

  @ParameterizedTest
  @ValueSource(strings = {TINY, "tiny-elmo-odd", "tiny-elmo-plain"})
  void everyLayerEqualsAllenNlp(String name) {
    Map<String, Tensor> reference = reference(name);
    List<Sequence> sequences = TinyElmo.sequences(name);
    try (RecurrentEncoder elmo = TinyElmo.open(TinyElmo.folder(name), 2048)) {
      List<float[]> found = elmo.embed(sequences);
      int layers = elmo.vectorSpace().layers();
      int width = elmo.vectorSpace().width();
      assertThat(layers).isEqualTo(elmo.depth() + 1);
      for (int layer = 0; layer < layers; layer++) {
        Tensor expected = reference.get("hidden_states." + layer);
        for (int b = 0; b < sequences.size(); b++) {
          for (int t = 0; t < sequences.get(b).size(); t++) {
            for (int j = 0; j < width; j++) {
              int at = (int) ((b * expected.shape()[1] + t) * width + j);
              assertThat(found.get(b)[(t * layers + layer) * width + j])
                  .as("layer %d, sentence %d, token %d, %d", layer, b, t, j)
                  .isCloseTo(expected.values()[at], within(1e-5f));
            }
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {TINY, "tiny-elmo-odd", "tiny-elmo-plain"})
  void verifyAgreesWithTheReferenceFile(String name) {
    Path folder = TinyElmo.folder(name);
    assertThat(new ElmoProvider().differences(folder, folder.resolve("reference.safetensors")))
        .hasEntrySatisfying("outputs", difference -> assertThat(difference).isBetween(0.0, 1e-5));
  }

  @ParameterizedTest
  @ValueSource(strings = {TINY, "tiny-elmo-odd", "tiny-elmo-plain"})
  void everyGradientEqualsAllenNlp(String name) {
    Map<String, Tensor> reference = reference(name);
    List<Sequence> sequences = TinyElmo.sequences(name);
    try (RecurrentEncoder elmo = TinyElmo.open(TinyElmo.folder(name), 2048)) {
      Gradients found = Gradients.ofSum(elmo, sequences, factors(reference, sequences));
      found
          .byName()
          .forEach(
              (array, gradient) -> {
                Tensor expected = reference.get("grad." + allenName(array));
                assertThat(expected).as(array).isNotNull();
                double most = 1e-6;
                double difference = 0;
                for (int i = 0; i < gradient.values().length; i++) {
                  most = Math.max(most, Math.abs(expected.values()[i]));
                  difference =
                      Math.max(difference, Math.abs(gradient.values()[i] - expected.values()[i]));
                }
                assertThat(difference / most).as(array).isLessThan(1e-4);
                assertThat(most).as("the greatest gradient of %s", array).isGreaterThan(1e-3);
              });
    }
  }

  private static float[] factors(Map<String, Tensor> reference, List<Sequence> sequences) {
    Tensor all = reference.get("grad_weight"); // (layers, batch, tokens, width)
    int layers = (int) all.shape()[0];
    int batch = (int) all.shape()[1];
    int tokens = (int) all.shape()[2];
    int width = (int) all.shape()[3];
    int size = sequences.stream().mapToInt(Sequence::size).sum();
    float[] factors = new float[size * layers * width];
    int row = 0;
    for (int b = 0; b < batch; b++) {
      for (int t = 0; t < sequences.get(b).size(); t++, row++) {
        for (int k = 0; k < layers; k++) {
          System.arraycopy(
              all.values(),
              ((k * batch + b) * tokens + t) * width,
              factors,
              (row * layers + k) * width,
              width);
        }
      }
    }
    return factors;
  }

  /** The name of AllenNLP's parameter. */
  private static String allenName(String name) {
    return name.replace("characters.weight", "_token_embedder._char_embedding_weights")
        .replaceAll("^convolutions\\.(\\d+)", "_token_embedder.char_conv_$1")
        .replaceAll("^highways\\.", "_token_embedder._highways._layers.")
        .replaceAll("^projection\\.", "_token_embedder._projection.")
        .replaceAll("^layers\\.(\\d+)\\.(\\w+)\\.", "_elmo_lstm.$2_layer_$1.")
        .replaceAll("(layer_\\d+)\\.(input|state)\\.", "$1.$2_linearity.")
        .replaceAll("(layer_\\d+)\\.bias", "$1.state_linearity.bias")
        .replaceAll("(layer_\\d+)\\.projection\\.", "$1.state_projection.");
  }

  private static Map<String, Tensor> reference(String name) {
    return SafeTensors.read(TinyElmo.folder(name).resolve("reference.safetensors"));
  }

  @ParameterizedTest
  @ValueSource(strings = {TINY, "tiny-elmo-odd", "tiny-elmo-plain"})
  void theBytesOfASequenceDoNotDependOnTheBatch(String name) {
    EncoderChecks.sameBytes(
        batchTokens -> TinyElmo.open(TinyElmo.folder(name), batchTokens, 0, -1), 60, 25);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void thePooledVectorIsTheMeanOfTheTokens(boolean normalized) {
    RecurrentSettings settings =
        new RecurrentSettings(List.of(), 50, 20, 64, 0, true, normalized, false);
    try (RecurrentEncoder elmo =
        (RecurrentEncoder) new ElmoProvider().open(TinyElmo.folder("tiny-elmo"), settings)) {
      EncoderChecks.meansOfTokens(elmo, normalized);
      assertThat(elmo.vectorSpace(Level.SEQUENCE).settings())
          .endsWith(normalized ? " pooled=mean normalized" : " pooled=mean");
    }
  }

  @Test
  void noArrayIsLeftAfterACall() {
    try (RecurrentEncoder elmo = TinyElmo.open(TinyElmo.folder(TINY), 2048, -1)) {
      EncoderChecks.nothingLeaks(elmo);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {TINY, "tiny-elmo-odd", "tiny-elmo-plain"})
  void aSavedNetworkOpensAsTheSame(String name, @TempDir Path folder) throws IOException {
    try (RecurrentEncoder elmo = TinyElmo.open(TinyElmo.folder(name), 2048)) {
      EncoderChecks.opensAsItWasSaved(elmo, folder, saved -> TinyElmo.open(saved, 2048));
    }
  }

  @Test
  void trainingLowersTheLoss() {
    try (RecurrentEncoder elmo = TinyElmo.open(TinyElmo.folder(TINY), 2048, 1, 2)) {
      EncoderChecks.trainingLowersTheLoss(elmo);
    }
  }

  @Test
  void windowsOverALongSequenceAreRejoinedInOrder() {
    List<String> tokens = new ArrayList<>();
    EncoderChecks.sequences(30, 12, 2).forEach(sequence -> tokens.addAll(sequence.tokens()));
    int size = tokens.size();
    RecurrentSettings narrow = new RecurrentSettings(List.of(-1), 60, 20, 2048, 0);
    try (RecurrentEncoder whole = TinyElmo.open(TinyElmo.folder(TINY), 2048, -1);
        RecurrentEncoder windows =
            (RecurrentEncoder) new ElmoProvider().open(TinyElmo.folder(TINY), narrow)) {
      float[] joined = windows.embed(List.of(new Sequence(tokens))).get(0);
      int width = windows.vectorSpace().width();
      assertThat(joined).hasSize(size * width);
      float[] first = whole.embed(List.of(new Sequence(tokens.subList(0, 60)))).get(0);
      assertThat(Arrays.copyOf(joined, 50 * width)).isEqualTo(Arrays.copyOf(first, 50 * width));
      float[] last = whole.embed(List.of(new Sequence(tokens.subList(size - 60, size)))).get(0);
      assertThat(Arrays.copyOfRange(joined, (size - 10) * width, size * width))
          .isEqualTo(Arrays.copyOfRange(last, 50 * width, 60 * width));
    }
  }
}
