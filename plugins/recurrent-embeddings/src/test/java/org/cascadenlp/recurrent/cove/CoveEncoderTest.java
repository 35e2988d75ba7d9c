package org.cascadenlp.recurrent.cove;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.uima.UIMAFramework;
import org.cascadenlp.core.Injectors;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.embedding.EmbedderRegistry;
import org.cascadenlp.neural.embedding.ModelReference;
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

/** Compares CoVe with PyTorch's nn.LSTM, see testdata/reference/recurrent.py. */
class CoveEncoderTest {

  private static final String TINY = "tiny-cove";

  /** The injected objects. */
  static final class Installed {
    @Inject EmbedderRegistry embedders;
  }

  private static CoveProvider family() {
    EmbedderRegistry embedders =
        Injectors.inject(UIMAFramework.newDefaultResourceManager(), new Installed()).embedders;
    return new CoveProvider(() -> embedders);
  }

  private static RecurrentEncoder open(
      Path path, String vectors, CoveSettings.Output output, int batchTokens, Integer... layers) {
    CoveSettings settings =
        new CoveSettings(
            new RecurrentSettings(List.of(layers), 512, 64, batchTokens, 0),
            output,
            new ModelReference("words-of-" + vectors, new ToyVectors.None()));
    return (RecurrentEncoder) family().open(path, settings);
  }

  private static RecurrentEncoder tiny(String name, CoveSettings.Output output, Integer... layers) {
    return open(ToyVectors.folder(name), name, output, 2048, layers);
  }

  private static Map<String, Tensor> reference(String name) {
    return SafeTensors.read(ToyVectors.folder(name).resolve("reference.safetensors"));
  }

  /** Sequences whose word vectors are the inputs of the reference. */
  private static List<Sequence> sequences(Map<String, Tensor> reference) {
    List<Sequence> sequences = new ArrayList<>();
    float[] lengths = reference.get("lengths").values();
    for (int b = 0; b < lengths.length; b++) {
      List<String> tokens = new ArrayList<>();
      for (int t = 0; t < lengths[b]; t++) {
        tokens.add(b + ":" + t);
      }
      sequences.add(new Sequence(tokens));
    }
    return sequences;
  }

  @ParameterizedTest
  @ValueSource(strings = {TINY, "tiny-cove-odd", "tiny-cove-deep"})
  void verifyAgreesWithTheReferenceFile(String name) {
    Path folder = ToyVectors.folder(name);
    assertThat(family().differences(folder, folder.resolve("reference.safetensors")))
        .hasEntrySatisfying("outputs", difference -> assertThat(difference).isBetween(0.0, 1e-5));
  }

  @ParameterizedTest
  @ValueSource(strings = {"wmtlstm-legacy.pth", "mtlstm.pt"})
  void aPyTorchCheckpointOpensAsTheSameNetwork(String name) {
    Path file = ToyVectors.folder(TINY).resolve(name);
    assertThat(family().reads(file)).isTrue();
    assertThat(family().differences(file, file.resolveSibling("reference.safetensors")))
        .hasEntrySatisfying("outputs", difference -> assertThat(difference).isBetween(0.0, 1e-5));
    try (RecurrentEncoder torch = open(file, TINY, CoveSettings.Output.COVE, 2048);
        RecurrentEncoder other = tiny(TINY, CoveSettings.Output.COVE)) {
      assertThat(torch.vectorSpace().hash()).isEqualTo(other.vectorSpace().hash());
      assertThat(torch.vectorSpace().name()).isEqualTo(name);
      List<Sequence> sequences = sequences(reference(TINY));
      for (int b = 0; b < sequences.size(); b++) {
        assertThat(torch.embed(sequences).get(b)).isEqualTo(other.embed(sequences).get(b));
      }
    }
  }

  @Test
  void aCheckpointOfAnotherNetworkIsRefusedByName() {
    Path file =
        Path.of(System.getProperty("cascade.root"), "testdata/weights/torch-zip-protocol4.pt");
    assertThat(family().reads(file)).isTrue();
    assertThatThrownBy(() -> new CoveFolder(file))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining("torch-zip-protocol4.pt, array weight_ih_l0: is missing; expected");
  }

  @ParameterizedTest
  @ValueSource(strings = {TINY, "tiny-cove-odd", "tiny-cove-deep"})
  void aVectorIsTheWordVectorFollowedByPyTorchsLastLayer(String name) {
    Map<String, Tensor> reference = reference(name);
    List<Sequence> sequences = sequences(reference);
    Tensor inputs = reference.get("inputs");
    Tensor outputs = reference.get("outputs");
    int tokens = (int) inputs.shape()[1];
    int width = (int) inputs.shape()[2];
    int hidden = (int) outputs.shape()[2];
    try (RecurrentEncoder both = tiny(name, CoveSettings.Output.VECTORS_AND_COVE, -1);
        RecurrentEncoder cove = tiny(name, CoveSettings.Output.COVE, -1)) {
      assertThat(both.vectorSpace().width()).isEqualTo(width + hidden);
      List<float[]> rows = both.embed(sequences);
      List<float[]> alone = cove.embed(sequences);
      for (int b = 0; b < sequences.size(); b++) {
        for (int t = 0; t < sequences.get(b).size(); t++) {
          int row = t * (width + hidden);
          for (int j = 0; j < width; j++) {
            assertThat(rows.get(b)[row + j])
                .isEqualTo(inputs.values()[(b * tokens + t) * width + j]);
          }
          for (int j = 0; j < hidden; j++) {
            assertThat(rows.get(b)[row + width + j])
                .isCloseTo(outputs.values()[(b * tokens + t) * hidden + j], within(1e-5f))
                .isEqualTo(alone.get(b)[t * hidden + j]);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {TINY, "tiny-cove-odd", "tiny-cove-deep"})
  void everyGradientEqualsPyTorch(String name) {
    Map<String, Tensor> reference = reference(name);
    List<Sequence> sequences = sequences(reference);
    Tensor all = reference.get("grad_weight"); // (batch, tokens, width)
    int tokens = (int) all.shape()[1];
    int width = (int) all.shape()[2];
    float[] factors = new float[sequences.stream().mapToInt(Sequence::size).sum() * width];
    int row = 0;
    for (int b = 0; b < sequences.size(); b++) {
      for (int t = 0; t < sequences.get(b).size(); t++, row++) {
        System.arraycopy(all.values(), (b * tokens + t) * width, factors, row * width, width);
      }
    }
    try (RecurrentEncoder cove = tiny(name, CoveSettings.Output.COVE, -1)) {
      Map<String, Tensor> found =
          LstmState.named(Gradients.ofSum(cove, sequences, factors).byName());
      found.keySet().removeIf(array -> array.startsWith("bias_hh")); // stored as a sum with bias_ih
      found.forEach(
          (array, gradient) -> {
            float[] expected = reference.get("grad." + array).values();
            double most = 0;
            for (int i = 0; i < expected.length; i++) {
              most = Math.max(most, Math.abs(expected[i]));
              assertThat(gradient.values()[i]).as(array).isCloseTo(expected[i], within(1e-4f));
            }
            assertThat(most).as("the greatest gradient of %s", array).isGreaterThan(1e-2);
          });
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {TINY, "tiny-cove-odd", "tiny-cove-deep"})
  void theBytesOfASequenceDoNotDependOnTheBatch(String name) {
    EncoderChecks.sameBytes(
        batchTokens ->
            open(ToyVectors.folder(name), name, CoveSettings.Output.VECTORS_AND_COVE, batchTokens),
        60,
        25);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void thePooledVectorIsTheMeanOfTheTokens(boolean normalized) {
    RecurrentSettings settings =
        new RecurrentSettings(List.of(), 50, 20, 64, 0, true, normalized, false);
    try (RecurrentEncoder cove =
        (RecurrentEncoder)
            family()
                .open(
                    ToyVectors.folder("tiny-cove-odd"),
                    new CoveSettings(
                        settings,
                        CoveSettings.Output.COVE,
                        new ModelReference("words-of-tiny-cove-odd", new ToyVectors.None())))) {
      EncoderChecks.meansOfTokens(cove, normalized);
      assertThat(cove.vectorSpace(Level.SEQUENCE).settings())
          .endsWith(normalized ? " pooled=mean normalized" : " pooled=mean");
    }
  }

  @Test
  void noArrayIsLeftAfterACall() {
    try (RecurrentEncoder cove = tiny(TINY, CoveSettings.Output.COVE, -1)) {
      EncoderChecks.nothingLeaks(cove);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {TINY, "tiny-cove-odd", "tiny-cove-deep"})
  void aSavedNetworkOpensAsTheSame(String name, @TempDir Path folder) throws IOException {
    CoveSettings.Output output = CoveSettings.Output.VECTORS_AND_COVE;
    try (RecurrentEncoder cove = tiny(name, output)) {
      EncoderChecks.opensAsItWasSaved(cove, folder, saved -> open(saved, name, output, 2048));
    }
  }

  @Test
  void trainingLowersTheLoss() {
    try (RecurrentEncoder cove = tiny(TINY, CoveSettings.Output.COVE)) {
      EncoderChecks.trainingLowersTheLoss(cove);
    }
  }

  @Test
  void layersAreCountedFromOne() {
    try (RecurrentEncoder cove = tiny("tiny-cove-deep", CoveSettings.Output.COVE)) {
      assertThat(cove.vectorSpace().layers()).isEqualTo(3);
      assertThat(cove.vectorSpace().settings())
          .isEqualTo("layers=1,2,3 output=cove vectors=(0123456789abcdef toy)");
    }
    assertThatThrownBy(() -> tiny(TINY, CoveSettings.Output.COVE, 0))
        .isInstanceOf(CascadeException.class)
        .hasMessage(
            "tiny-cove: parameter layers = '0'; it has layers 1 to 2, or from the last one -1 to"
                + " -2");
  }

  @Test
  void wordVectorsOfAnotherWidthAreRefused() {
    assertThatThrownBy(
            () -> open(ToyVectors.folder(TINY), "tiny-cove-odd", CoveSettings.Output.COVE, 64, -1))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining("tiny-cove, parameter vectors: toy")
        .hasMessageContaining("is 100 wide; this CoVe reads vectors of width 7");
  }

  @Test
  void anInvalidLstmStateIsNamed(@TempDir Path folder) throws IOException {
    Map<String, Tensor> good =
        SafeTensors.read(ToyVectors.folder(TINY).resolve("model.safetensors"));
    Map<String, Tensor> changed = new LinkedHashMap<>(good);
    changed.remove("bias_hh_l1_reverse");
    refused(folder, changed, "array bias_hh_l1_reverse: is missing; expected shape [20]");
    changed = new LinkedHashMap<>(good);
    changed.put("weight_hh_l0", new Tensor(new long[] {20, 4}, new float[80]));
    refused(folder, changed, "array weight_hh_l0: has shape [20, 4]; expected shape [20, 5]");
    changed = new LinkedHashMap<>(good);
    changed.put("weight_hr_l0", new Tensor(new long[] {1}, new float[1]));
    refused(
        folder, changed, "has arrays [weight_hr_l0] that do not belong to a bidirectional nn.LSTM");
    changed = new LinkedHashMap<>(good);
    changed.put("weight_ih_l0", new Tensor(new long[] {21, 7}, new float[147]));
    refused(folder, changed, "array weight_ih_l0: has shape [21, 7]; expected the state of");
    byte[] bytes = Files.readAllBytes(ToyVectors.folder(TINY).resolve("model.safetensors"));
    Files.write(folder.resolve("model.safetensors"), java.util.Arrays.copyOf(bytes, 4000));
    assertThatThrownBy(() -> new CoveFolder(folder))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining("model.safetensors");
  }

  private static void refused(Path folder, Map<String, Tensor> tensors, String message) {
    SafeTensors.write(folder.resolve("model.safetensors"), tensors, Map.of());
    assertThatThrownBy(() -> new CoveFolder(folder))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining(message);
  }
}
