package org.cascadenlp.contextual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cascadenlp.contextual.TinyTransformers.sequences;
import static org.cascadenlp.contextual.TinyTransformers.settings;
import static org.cascadenlp.contextual.TinyTransformers.tiny;

import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.List;
import org.cascadenlp.neural.embedding.EmbedderSettings.Pooling;
import org.cascadenlp.neural.embedding.EmbedderSettings.Precision;
import org.cascadenlp.neural.embedding.EmbedderSettings.SequencePooling;
import org.cascadenlp.neural.sequence.Level;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.sequence.SequenceVectors;
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.neural.torch.Torch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The pooled vectors of a transformer. */
class PooledVectorsTest {

  @ParameterizedTest
  @EnumSource(
      value = SequencePooling.class,
      names = {"MEAN", "CLS", "LAST"})
  void pooledVectorsDoNotDependOnTheBatch(SequencePooling pooled) {
    List<Sequence> sequences = sequences(30, 60, 9);
    try (TransformerEncoder one = tinyPooled(pooled, true, 16);
        TransformerEncoder all = tinyPooled(pooled, true, 4096)) {
      List<SequenceVectors> together = all.vectors(sequences);
      for (int i = 0; i < sequences.size(); i++) {
        SequenceVectors alone = one.vectors(List.of(sequences.get(i))).get(0);
        assertThat(alone.pooled()).isEqualTo(together.get(i).pooled()).hasSize(2 * 36);
        assertThat(alone.values()).isEqualTo(together.get(i).values());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"MEAN, true", "MEAN, false", "CLS, true", "CLS, false", "LAST, true", "LAST, false"})
  void trainingAndInferenceGiveTheSamePooledVectors(SequencePooling pooled, boolean normalize) {
    List<Sequence> sequences = sequences(12, 90, 4);
    try (TransformerEncoder encoder = tinyPooled(pooled, normalize, 512);
        NDManager owner = Torch.manager()) {
      List<SequenceVectors> embedded = encoder.vectors(sequences);
      float[] found =
          encoder
              .forward(
                  owner, sequences, Level.SEQUENCE, encoder.trainable(owner), Mode.INFERENCE, 0)
              .toFloatArray();
      assertThat(found).hasSize(sequences.size() * 2 * 36);
      for (int i = 0; i < sequences.size(); i++) {
        assertThat(Arrays.copyOfRange(found, i * 72, (i + 1) * 72))
            .usingComparatorWithPrecision(1e-5f)
            .containsExactly(embedded.get(i).pooled());
        double squares = 0;
        for (int j = 0; j < 36; j++) {
          squares += found[i * 72 + j] * found[i * 72 + j];
        }
        assertThat(Math.abs(squares - 1) < 1e-4).isEqualTo(normalize);
      }
    }
  }

  private static TransformerEncoder tinyPooled(
      SequencePooling pooled, boolean normalize, int batchTokens) {
    return tiny(
        "tiny-bert",
        settings(
            List.of(1, 2), Pooling.FIRST, pooled, normalize, 32, Precision.FLOAT32, batchTokens));
  }
}
