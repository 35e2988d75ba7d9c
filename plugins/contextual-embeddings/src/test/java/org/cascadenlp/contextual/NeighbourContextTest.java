package org.cascadenlp.contextual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
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
import org.cascadenlp.neural.sequence.SequenceVectors;
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.neural.torch.Torch;
import org.cascadenlp.transformers.tokenizer.SubwordTokenizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sentences with neighbouring sentences as context: the network's inputs and the vectors. */
class NeighbourContextTest {

  private static final Path TINY =
      Path.of(System.getProperty("cascade.root"), "testdata/models/tiny-bert");
  private static final int WIDTH = 36;
  private static final int WINDOW = 48;
  private static final int ROOM = WINDOW - 2; // without [CLS] and [SEP]

  private static TransformerEncoder tiny(int context, SequencePooling pooled, int batchTokens) {
    EmbedderSettings settings =
        new EmbedderSettings(
            List.of(-1), Pooling.FIRST, pooled, false, WINDOW, 8, Precision.FLOAT32, batchTokens);
    return (TransformerEncoder) new TransformerProvider().open(TINY, settings.inContext(context));
  }

  /** The sentences of one document, of 1 to 60 tokens. */
  private static List<Sequence> document(int seed) {
    String[] words = {"london", "the", "Paris", "unbelievably", "met", "in", "Müller", "x", "."};
    Random random = new Random(seed);
    List<Sequence> sequences = new ArrayList<>();
    for (int length : new int[] {3, 5, 1, 8, 2, 60, 4, 7, 1}) {
      List<String> tokens = new ArrayList<>();
      for (int t = 0; t < length; t++) {
        tokens.add(words[random.nextInt(words.length)]);
      }
      sequences.add(new Sequence(tokens));
    }
    return sequences;
  }

  /** The subwords of each sentence, one after the other. */
  private static List<int[]> subwords(List<Sequence> document, SubwordTokenizer tokenizer) {
    return document.stream()
        .map(sequence -> sequence.tokens().stream().map(tokenizer::pieces).toList())
        .map(pieces -> pieces.stream().flatMapToInt(Arrays::stream).toArray())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 8, 64})
  void vectorsEqualThoseInTheConcatenatedSequence(int context) {
    List<Sequence> document = document(1);
    try (TransformerEncoder encoder = tiny(Math.min(context, WINDOW), SequencePooling.MEAN, 512);
        SubwordTokenizer tokenizer = SubwordTokenizer.open(TINY);
        NDManager owner = Torch.manager()) {
      List<SequenceVectors> found =
          encoder.vectors(Sequence.withNeighbours(document, encoder.context()));
      List<int[]> sentences = subwords(document, tokenizer);
      int[] all = sentences.stream().flatMapToInt(Arrays::stream).toArray();
      int begin = 0;
      int compared = 0;
      for (int s = 0; s < sentences.size(); s++) {
        int end = begin + sentences.get(s).length;
        if (end - begin < ROOM) {
          // 48 subwords of context on both sides do not fit: the sides share the available room
          int left = Math.min(Math.min(context, WINDOW), begin);
          int right = Math.min(Math.min(context, WINDOW), all.length - end);
          int room = ROOM - (end - begin);
          while (left + right > room) {
            if (left > right || (left == right && left > room / 2)) {
              left--;
            } else {
              right--;
            }
          }
          int[] inputIds = new int[left + end - begin + right + 2];
          inputIds[0] = tokenizer.before()[0];
          System.arraycopy(all, begin - left, inputIds, 1, inputIds.length - 2);
          inputIds[inputIds.length - 1] = tokenizer.after()[0];
          float[] states = encoder.hiddenStates(owner, List.of(inputIds)).toFloatArray();
          int at = 1 + left;
          for (int t = 0; t < document.get(s).size(); t++) {
            for (int j = 0; j < WIDTH; j++) {
              assertThat(found.get(s).values()[t * WIDTH + j])
                  .isCloseTo(states[at * WIDTH + j], within(1e-5f));
            }
            at += tokenizer.pieces(document.get(s).tokens().get(t)).length;
          }
          for (int j = 0; j < WIDTH; j++) {
            double sum = states[j] + states[(inputIds.length - 1) * WIDTH + j];
            for (int i = 1 + left; i < at; i++) {
              sum += states[i * WIDTH + j];
            }
            assertThat((double) found.get(s).pooled()[j])
                .isCloseTo(sum / (end - begin + 2), within(1e-5));
          }
          compared++;
        }
        begin = end;
      }
      assertThat(compared).isEqualTo(8);
    }
  }

  @Test
  void neighboursChangeTheVectorsAndTheVectorSpace() {
    List<Sequence> document = Sequence.withNeighbours(document(2), 8);
    try (TransformerEncoder near = tiny(8, SequencePooling.CLS, 512);
        TransformerEncoder alone = tiny(0, SequencePooling.CLS, 512)) {
      assertThat(near.vectorSpace().settings()).isEqualTo("layers=2 pooling=first context=8");
      assertThat(near.vectorSpace(Level.SEQUENCE).settings())
          .isEqualTo("layers=2 pooled=cls context=8");
      assertThat(near.vectorSpace().context()).isEqualTo(8);
      assertThat(alone.vectorSpace().settings()).isEqualTo("layers=2 pooling=first");
      assertThat(alone.vectorSpace().context()).isZero();
      SequenceVectors one = near.vectors(document).get(1);
      SequenceVectors other = alone.vectors(document).get(1);
      assertThat(one.values()).hasSameSizeAs(other.values()).isNotEqualTo(other.values());
      assertThat(one.pooled()).isNotEqualTo(other.pooled());
    }
  }

  @Test
  void aSentenceWithoutNeighboursOrThatFillsItsWindowHasNoContext() {
    List<Sequence> document = document(3);
    Sequence single = document.get(0);
    Sequence longest = Sequence.withNeighbours(document, 8).get(5);
    assertThat(longest.isAlone()).isFalse();
    try (TransformerEncoder near = tiny(8, SequencePooling.MEAN, 512);
        TransformerEncoder alone = tiny(0, SequencePooling.MEAN, 512)) {
      for (Sequence sequence : List.of(single, longest)) {
        SequenceVectors one = near.vectors(List.of(sequence)).get(0);
        SequenceVectors other = alone.vectors(List.of(sequence)).get(0);
        assertThat(one.values()).isEqualTo(other.values());
        assertThat(one.pooled()).isEqualTo(other.pooled());
      }
    }
  }

  @Test
  void vectorsDoNotDependOnTheBatch() {
    List<Sequence> sequences = new ArrayList<>();
    for (int seed = 0; seed < 4; seed++) {
      sequences.addAll(Sequence.withNeighbours(document(seed), 8));
    }
    List<Sequence> turned = new ArrayList<>(sequences);
    Collections.reverse(turned);
    try (TransformerEncoder one = tiny(8, SequencePooling.MEAN, 16);
        TransformerEncoder many = tiny(8, SequencePooling.MEAN, 4096)) {
      List<SequenceVectors> together = many.vectors(turned);
      for (int i = 0; i < sequences.size(); i++) {
        SequenceVectors alone = one.vectors(List.of(sequences.get(i))).get(0);
        assertThat(alone.values()).isEqualTo(together.get(sequences.size() - 1 - i).values());
        assertThat(alone.pooled()).isEqualTo(together.get(sequences.size() - 1 - i).pooled());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"TOKEN, MEAN", "SEQUENCE, MEAN", "SEQUENCE, CLS"})
  void trainingAndInferenceGiveTheSameVectors(Level level, SequencePooling pooled) {
    List<Sequence> sequences = Sequence.withNeighbours(document(5), 8);
    try (TransformerEncoder encoder = tiny(8, pooled, 512);
        NDManager owner = Torch.manager()) {
      float[] found =
          encoder
              .forward(owner, sequences, level, encoder.trainable(owner), Mode.INFERENCE, 0)
              .toFloatArray();
      int at = 0;
      for (SequenceVectors embedded : encoder.vectors(sequences)) {
        float[] expected = level == Level.TOKEN ? embedded.values() : embedded.pooled();
        assertThat(Arrays.copyOfRange(found, at, at + expected.length))
            .usingComparatorWithPrecision(1e-5f)
            .containsExactly(expected);
        at += expected.length;
      }
      assertThat(found).hasSize(at);
    }
  }
}
