package org.cascadenlp.contextual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cascadenlp.contextual.TinyTransformers.TESTDATA;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.cascadenlp.neural.embedding.EmbedderSettings;
import org.cascadenlp.neural.embedding.EmbedderSettings.Pooling;
import org.cascadenlp.neural.embedding.EmbedderSettings.Precision;
import org.cascadenlp.neural.embedding.EmbedderSettings.SequencePooling;
import org.cascadenlp.neural.sequence.Level;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.neural.torch.Torch;
import org.cascadenlp.weights.safetensors.SafeTensors;
import org.cascadenlp.weights.tensor.Tensor;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * ModernBERT reads a text longer than its window as transformers does window by window: {@code
 * testdata/reference/modernbert_windows.py} made the expected states.
 */
class ModernBertWindowsTest {

  private static final Path REFERENCE =
      TESTDATA.resolve("reference/modernbert_windows.safetensors");
  private static final List<Integer> LAYERS = List.of(2, 4);

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"tiny-modernbert", "tiny-modernbert-odd", "tiny-modernbert-long"})
  void statesOfALongTextEqualThoseOfItsWindowsInTransformers(String name) throws IOException {
    Map<String, Tensor> reference = SafeTensors.read(REFERENCE);
    long[] ids = SafeTensors.readLongs(REFERENCE, name + ".input_ids");
    long[] window = SafeTensors.readLongs(REFERENCE, name + ".window");
    assertThat(ids).hasSizeGreaterThan((int) window[0]);
    List<Sequence> sequences =
        List.of(
            new Sequence(
                Arrays.stream(ids)
                    .mapToObj(id -> String.valueOf((char) ('a' + (id - 5) / 2)))
                    .toList()));
    try (TransformerEncoder encoder = open(name, (int) window[0], (int) window[1]);
        NDManager owner = Torch.manager()) {
      float[] expected = interleaved(reference, name, ids.length);
      assertThat(encoder.embed(sequences).get(0))
          .usingComparatorWithPrecision(1e-4f)
          .containsExactly(expected);
      assertThat(
              encoder
                  .forward(
                      owner, sequences, Level.TOKEN, encoder.trainable(owner), Mode.TRAINING, 0)
                  .toFloatArray())
          .usingComparatorWithPrecision(1e-4f)
          .containsExactly(expected);
    }
  }

  private TransformerEncoder open(String name, int window, int overlap) throws IOException {
    EmbedderSettings settings =
        new EmbedderSettings(
            LAYERS,
            Pooling.FIRST,
            SequencePooling.NONE,
            false,
            window,
            overlap,
            Precision.FLOAT32,
            512);
    Path model = LetterTokenizer.with(TESTDATA.resolve("models").resolve(name), folder);
    return (TransformerEncoder) new TransformerProvider().open(model, settings);
  }

  /** The states of all layers: (tokens, layers, width). */
  private static float[] interleaved(Map<String, Tensor> reference, String name, int tokens) {
    List<float[]> layers =
        LAYERS.stream()
            .map(layer -> reference.get(name + ".hidden_states." + layer).values())
            .toList();
    int width = layers.get(0).length / tokens;
    float[] all = new float[tokens * layers.size() * width];
    for (int t = 0; t < tokens; t++) {
      for (int k = 0; k < layers.size(); k++) {
        System.arraycopy(layers.get(k), t * width, all, (t * layers.size() + k) * width, width);
      }
    }
    return all;
  }
}
