package org.cascadenlp.transformers.sequences;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.cascadenlp.contextual.TransformerEncoder;
import org.cascadenlp.contextual.TransformerProvider;
import org.cascadenlp.neural.embedding.EmbedderSettings;
import org.cascadenlp.neural.embedding.EmbedderSettings.Pooling;
import org.cascadenlp.neural.embedding.EmbedderSettings.Precision;
import org.cascadenlp.neural.embedding.EmbedderSettings.SequencePooling;
import org.cascadenlp.neural.sequence.Level;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.sequence.SequenceVectors;
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.neural.torch.Torch;
import org.cascadenlp.transformers.program.SubwordBatch;
import org.cascadenlp.transformers.tokenizer.SubwordTokenizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SubwordPoolingTest {

  private static final Path TINY =
      Path.of(System.getProperty("cascade.root"), "testdata/models/tiny-bert");

  private static TransformerEncoder tiny(
      List<Integer> layers, Pooling pooling, SequencePooling pooled, int window) {
    return (TransformerEncoder)
        new TransformerProvider()
            .open(
                TINY,
                new EmbedderSettings(
                    layers, pooling, pooled, false, window, window / 4, Precision.FLOAT32, 512));
  }

  @ParameterizedTest
  @EnumSource(value = Pooling.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void poolingCombinesTheStatesOfSubwords(Pooling pooling) {
    Sequence sequence = new Sequence(List.of("london", "unbelievably", "x"));
    try (TransformerEncoder encoder = tiny(List.of(2), pooling, SequencePooling.NONE, 64);
        SubwordTokenizer tokenizer = SubwordTokenizer.open(TINY);
        NDManager owner = Torch.manager()) {
      Subwords subwords = Subwords.of(sequence, tokenizer);
      int[] inputIds = subwords.windows(62, 0).get(0).inputIds();
      float[] states = encoder.hiddenStates(owner, List.of(inputIds)).toFloatArray();
      float[] found = encoder.embed(List.of(sequence)).get(0);
      int width = states.length / SubwordBatch.padded(inputIds.length);
      int vector = encoder.vectorSpace().width();
      assertThat(vector).isEqualTo(pooling == Pooling.FIRST_LAST ? 2 * width : width);
      assertThat(subwords.firsts[2] - subwords.firsts[1]).isGreaterThan(1);
      for (int j = 0; j < width; j++) {
        int from = subwords.firsts[1];
        int to = subwords.firsts[2];
        double first = states[(from + 1) * width + j];
        double last = states[to * width + j];
        double sum = 0;
        double most = Double.NEGATIVE_INFINITY;
        for (int s = from; s < to; s++) {
          sum += states[(s + 1) * width + j];
          most = Math.max(most, states[(s + 1) * width + j]);
        }
        double expected =
            switch (pooling) {
              case FIRST, FIRST_LAST, AUTO -> first; // the model is a BERT
              case LAST -> last;
              case MEAN -> sum / (to - from);
              case MAX -> most;
              case NONE -> throw new AssertionError("not tested here");
            };
        assertThat((double) found[vector + j]).isCloseTo(expected, within(1e-6));
        if (pooling == Pooling.FIRST_LAST) {
          assertThat((double) found[vector + width + j]).isCloseTo(last, within(1e-6));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Pooling.class)
  void trainingAndInferenceGiveTheSameVectors(Pooling pooling) {
    List<Sequence> sequences = sequences();
    try (TransformerEncoder encoder = tiny(List.of(0, 2), pooling, SequencePooling.MEAN, 32);
        NDManager owner = Torch.manager()) {
      float[] found =
          encoder
              .forward(
                  owner, sequences, encoder.level(), encoder.trainable(owner), Mode.INFERENCE, 0)
              .toFloatArray();
      int at = 0;
      for (SequenceVectors embedded : encoder.vectors(sequences)) {
        float[] values = embedded.values();
        assertThat(Arrays.copyOfRange(found, at, at + values.length))
            .usingComparatorWithPrecision(1e-5f)
            .containsExactly(values);
        assertThat(embedded.pooled()).hasSize(2 * 36);
        at += values.length;
      }
      assertThat(found).hasSize(at);
    }
  }

  @Test
  void theVectorSpaceOfFirstLastHasTheDoubleWidth() {
    try (TransformerEncoder encoder =
        tiny(List.of(-1), Pooling.FIRST_LAST, SequencePooling.CLS, 32)) {
      assertThat(encoder.vectorSpace().settings()).isEqualTo("layers=2 pooling=first-last");
      assertThat(encoder.vectorSpace().width()).isEqualTo(72);
      assertThat(encoder.vectorSpace(Level.SEQUENCE).width()).isEqualTo(36);
    }
  }

  private static List<Sequence> sequences() {
    String[] words = {"london", "unbelievably", "Müller", "x", "Cambridge-based", "."};
    Random random = new Random(4);
    List<Sequence> sequences = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      List<String> tokens = new ArrayList<>();
      for (int t = random.nextInt(60); t >= 0; t--) {
        tokens.add(words[random.nextInt(words.length)]);
      }
      sequences.add(new Sequence(tokens));
    }
    return sequences;
  }
}
