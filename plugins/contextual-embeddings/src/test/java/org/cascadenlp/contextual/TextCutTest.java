package org.cascadenlp.contextual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
import org.cascadenlp.neural.sequence.Cut;
import org.cascadenlp.neural.sequence.Level;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.sequence.SequenceVectors;
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.neural.torch.Torch;
import org.cascadenlp.transformers.sequences.Subwords;
import org.cascadenlp.transformers.sequences.TextSubwords;
import org.cascadenlp.transformers.sequences.Window;
import org.cascadenlp.transformers.tokenizer.SubwordTokenizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sequences that are tokenized as texts: vectors, windows, context and segment recurrence. */
class TextCutTest {

  private static final Path MODELS = Path.of(System.getProperty("cascade.root"), "testdata/models");
  private static final Path BERT = MODELS.resolve("tiny-bert");
  private static final Path BYTES = MODELS.resolve("tiny-byte-level");

  @TempDir private Path folder;

  private static EmbedderSettings settings(Pooling pooling, int window, int batchTokens) {
    return new EmbedderSettings(
        List.of(-1),
        pooling,
        SequencePooling.MEAN,
        false,
        window,
        window / 4,
        Precision.FLOAT32,
        batchTokens);
  }

  private static TransformerEncoder open(Path model, EmbedderSettings settings) {
    return (TransformerEncoder) new TransformerProvider().open(model, settings);
  }

  private static final String[] SENTENCES = {
    "I do|n't know|.",
    "Paris|, (|London|) and|... x",
    "Ada \uD83D\uDE00|! met can|not",
    "x",
    "un|believ|ably un|believ|ably|-|London|'s un|believ|ably Mu\u0308ller|, met|. the|. Paris in|."
        + " I do|n't know can|not x|'|x|'|x Paris|, (|London|) un|believ|ably",
    "the \u200B|\u200B met"
  };

  @ParameterizedTest
  @ValueSource(strings = {"tiny-bert", "tiny-byte-level"})
  void vectorsDoNotDependOnTheBatch(String model) {
    List<Sequence> texts = MarkedText.document(SENTENCES);
    for (int context : new int[] {0, 6}) {
      List<Sequence> sequences = new ArrayList<>(Sequence.withNeighbours(texts, context));
      texts.forEach(sequence -> sequences.add(sequence.cutting(Cut.TOKENS)));
      try (TransformerEncoder one =
              open(MODELS.resolve(model), settings(Pooling.MEAN, 24, 512).inContext(context));
          TransformerEncoder few =
              open(MODELS.resolve(model), settings(Pooling.MEAN, 24, 16).inContext(context))) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < sequences.size(); i++) {
          order.add(i);
        }
        Collections.shuffle(order, new Random(context));
        List<SequenceVectors> together = one.vectors(order.stream().map(sequences::get).toList());
        for (int i = 0; i < order.size(); i++) {
          SequenceVectors alone = few.vectors(List.of(sequences.get(order.get(i)))).get(0);
          assertThat(together.get(i).values()).isEqualTo(alone.values());
          assertThat(together.get(i).pooled()).isEqualTo(alone.pooled());
          assertThat(alone.values())
              .hasSize(sequences.get(order.get(i)).size() * one.vectorSpace().width())
              .doesNotContain(Float.NaN);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Pooling.class)
  void textAndTokensGiveTheSameVectorsIfSubwordsEndWithTokens(Pooling pooling) {
    Sequence text = MarkedText.sequence("London|, unbelievably|-|x met Paris|.");
    try (TransformerEncoder encoder = open(BERT, settings(pooling, 64, 512))) {
      List<SequenceVectors> both = encoder.vectors(List.of(text, text.cutting(Cut.TOKENS)));
      assertThat(both.get(0).values()).isEqualTo(both.get(1).values());
      assertThat(both.get(0).pooled()).isEqualTo(both.get(1).pooled());
      assertThat(encoder.vectorSpace().cutting(Cut.TEXT).settings())
          .isEqualTo(encoder.vectorSpace().settings() + " cut=text");
    }
  }

  @Test
  void aTokenWithoutSubwordsHasTheUnknownVectorAndDoesNotAffectThePooledOne() {
    Sequence with = MarkedText.sequence("the \u200B met x");
    Sequence without = MarkedText.sequence("the met x");
    try (TransformerEncoder encoder = open(BERT, settings(Pooling.FIRST, 64, 512))) {
      SequenceVectors found = encoder.vectors(List.of(with)).get(0);
      SequenceVectors tokens = encoder.vectors(List.of(with.cutting(Cut.TOKENS))).get(0);
      assertThat(found.values()).isEqualTo(tokens.values());
      assertThat(found.pooled())
          .isNotEqualTo(tokens.pooled())
          .isEqualTo(encoder.vectors(List.of(without)).get(0).pooled());
    }
  }

  @Test
  void contextIsTokenizedAsInTheText() {
    List<Sequence> sequences = MarkedText.document("Hello|, w|.", "do|n't (|x|)", "Yes|, y|.");
    Sequence whole = MarkedText.sequence("Hello|, w|. do|n't (|x|) Yes|, y|.");
    try (TransformerEncoder encoder = open(BYTES, settings(Pooling.FIRST, 64, 512).inContext(60))) {
      float[] all = encoder.embed(List.of(whole)).get(0);
      float[] middle = encoder.embed(List.of(Sequence.withNeighbours(sequences, 60).get(1))).get(0);
      int width = encoder.vectorSpace().width();
      assertThat(middle).isEqualTo(Arrays.copyOfRange(all, 4 * width, 9 * width));
    }
  }

  @Test
  void trainingAndInferenceGiveTheSameVectors() {
    List<Sequence> sequences = MarkedText.document(SENTENCES);
    for (Level level : Level.values()) {
      Pooling pooling = level == Level.SUBWORD ? Pooling.NONE : Pooling.MEAN;
      try (TransformerEncoder encoder = open(BERT, settings(pooling, 24, 512));
          NDManager owner = Torch.manager()) {
        float[] forward =
            encoder
                .forward(owner, sequences, level, encoder.trainable(owner), Mode.INFERENCE, 0)
                .toFloatArray();
        int at = 0;
        for (SequenceVectors vectors : encoder.vectors(sequences)) {
          float[] expected = level == Level.SEQUENCE ? vectors.pooled() : vectors.values();
          float[] found = Arrays.copyOfRange(forward, at, at + expected.length);
          assertThat(found).usingComparatorWithPrecision(1e-5f).containsExactly(expected);
          at += expected.length;
        }
        assertThat(at).isEqualTo(forward.length);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 10, 12, 20})
  void segmentsEndBetweenTokensWithoutSharedSubwords(int window) throws IOException {
    Path model = LetterTokenizer.with(MODELS.resolve("tiny-xlnet"), folder);
    Sequence sequence =
        MarkedText.sequence("ab|c de fg|h|i x abc|de f gh|i|j|k lm no|p qrstuvwxyz|ab c");
    try (TransformerEncoder encoder =
            open(model, settings(Pooling.FIRST, window, 512).withMemory(16));
        SubwordTokenizer tokenizer = SubwordTokenizer.open(model)) {
      int size = window - tokenizer.template().size();
      Subwords subwords = TextSubwords.of(sequence, tokenizer, 0, size).ofTokens(0, size);
      int token = 0;
      int at = 0;
      for (Window segment : subwords.segments(size)) {
        assertThat(segment.fromToken()).isEqualTo(token);
        assertThat(segment.from()).isEqualTo(at);
        assertThat(segment.to() - segment.from()).isBetween(1, size);
        token = segment.toToken();
        at = segment.to();
      }
      assertThat(token).isEqualTo(sequence.size());
      assertThat(at).isEqualTo(subwords.ids.length);
      float[] values = encoder.embed(List.of(sequence)).get(0);
      assertThat(values).doesNotContain(Float.NaN);
      float[] again = encoder.embed(List.of(MarkedText.sequence("x"), sequence)).get(1);
      assertThat(again).isEqualTo(values);
    }
  }

  @Test
  void aLongTextIsDividedIntoWindowsWithAVectorForEachToken() {
    Sequence sequence =
        MarkedText.sequence(String.join(" ", Collections.nCopies(30, "I do|n't|, can|not x")));
    try (TransformerEncoder encoder = open(BYTES, settings(Pooling.MAX, 32, 512))) {
      SequenceVectors vectors = encoder.vectors(List.of(sequence)).get(0);
      assertThat(vectors.values()).hasSize(sequence.size() * encoder.vectorSpace().width());
      double squares = 0;
      for (float value : vectors.values()) {
        squares += value * value;
      }
      assertThat(squares / vectors.values().length).isCloseTo(1, within(0.9));
    }
  }
}
