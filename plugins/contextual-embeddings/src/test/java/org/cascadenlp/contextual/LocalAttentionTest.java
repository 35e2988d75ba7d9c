package org.cascadenlp.contextual;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.cascadenlp.neural.embedding.EmbedderSettings;
import org.cascadenlp.neural.embedding.EmbedderSettings.Pooling;
import org.cascadenlp.neural.embedding.EmbedderSettings.Precision;
import org.cascadenlp.neural.embedding.EmbedderSettings.SequencePooling;
import org.cascadenlp.neural.sequence.Level;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.neural.torch.Torch;
import org.cascadenlp.neural.torch.Weights;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Local attention by blocks, in sequences longer than 136 subwords, and by a mask in shorter ones.
 */
class LocalAttentionTest {

  private static final Path MODEL =
      Path.of(System.getProperty("cascade.root"), "testdata/models/tiny-modernbert-long");

  @TempDir private Path folder;
  private Path model = MODEL;

  @BeforeEach
  void addTokenizer() throws IOException {
    model = LetterTokenizer.with(MODEL, folder);
  }

  /** Two of them are read by blocks, in one batch of 192 columns or each by itself. */
  private static final List<Sequence> SEQUENCES =
      List.of(letters(170), letters(90), letters(150), letters(1), letters(174), letters(34));

  private static Sequence letters(int count) {
    Random random = new Random(count);
    String[] tokens = new String[count];
    Arrays.setAll(tokens, t -> String.valueOf((char) ('a' + random.nextInt(26))));
    return new Sequence(List.of(tokens));
  }

  private TransformerEncoder open(Precision precision, int window, int batchTokens) {
    EmbedderSettings settings =
        new EmbedderSettings(
            List.of(-1),
            Pooling.MEAN,
            SequencePooling.MEAN,
            false,
            window,
            8,
            precision,
            batchTokens);
    return (TransformerEncoder) new TransformerProvider().open(model, settings);
  }

  /** Training does not use blocks. */
  @Test
  void blocksGiveTheStatesOfTheMask() {
    try (TransformerEncoder encoder = open(Precision.FLOAT32, 180, 4096);
        NDManager owner = Torch.manager()) {
      Weights weights = encoder.trainable(owner);
      float[] byMask =
          encoder.forward(owner, SEQUENCES, Level.TOKEN, weights, Mode.TRAINING, 0).toFloatArray();
      float[] byBlocks =
          encoder.forward(owner, SEQUENCES, Level.TOKEN, weights, Mode.INFERENCE, 0).toFloatArray();
      assertThat(byBlocks).usingComparatorWithPrecision(1e-5f).containsExactly(byMask);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Precision.class,
      names = {"FLOAT32", "BFLOAT16"})
  void statesDoNotDependOnTheBatch(Precision precision) {
    List<float[]> alone = new ArrayList<>();
    try (TransformerEncoder encoder = open(precision, 180, 16)) {
      SEQUENCES.forEach(sequence -> alone.addAll(encoder.embed(List.of(sequence))));
    }
    List<Sequence> twice = new ArrayList<>(SEQUENCES);
    twice.addAll(SEQUENCES);
    Collections.reverse(twice);
    try (TransformerEncoder encoder = open(precision, 180, 10_000)) {
      List<float[]> together = encoder.embed(twice);
      for (int i = 0; i < twice.size(); i++) {
        int same = SEQUENCES.size() - 1 - i % SEQUENCES.size();
        assertThat(together.get(i)).isEqualTo(alone.get(same));
      }
    }
  }

  @Test
  void aTextLongerThanTheWindowIsReadInWindows() {
    try (TransformerEncoder encoder = open(Precision.FLOAT32, 150, 4096)) {
      List<String> words = SEQUENCES.get(0).tokens();
      float[] all = encoder.embed(List.of(SEQUENCES.get(0))).get(0);
      float[] first = encoder.embed(List.of(new Sequence(words.subList(0, 148)))).get(0);
      int width = all.length / words.size();
      // tokens near the end of the first window are those of the second
      assertThat(Arrays.copyOf(all, 60 * width)).isEqualTo(Arrays.copyOf(first, 60 * width));
      assertThat(Arrays.copyOf(all, 148 * width)).isNotEqualTo(first);
      assertThat(all).hasSize(170 * width);
    }
  }
}
