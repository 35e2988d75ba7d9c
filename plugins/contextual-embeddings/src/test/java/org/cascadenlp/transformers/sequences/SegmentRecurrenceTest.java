package org.cascadenlp.transformers.sequences;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.cascadenlp.contextual.LetterTokenizer;
import org.cascadenlp.contextual.TransformerEncoder;
import org.cascadenlp.contextual.TransformerProvider;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.embedding.EmbedderSettings;
import org.cascadenlp.neural.embedding.EmbedderSettings.Pooling;
import org.cascadenlp.neural.embedding.EmbedderSettings.Precision;
import org.cascadenlp.neural.embedding.EmbedderSettings.SequencePooling;
import org.cascadenlp.neural.sequence.Level;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.sequence.SequenceVectors;
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.neural.torch.Torch;
import org.cascadenlp.neural.torch.Weights;
import org.cascadenlp.weights.safetensors.SafeTensors;
import org.cascadenlp.weights.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares XLNet with segment recurrence with transformers, on sequences of several segments. */
class SegmentRecurrenceTest {

  private static final Path TESTDATA = Path.of(System.getProperty("cascade.root"), "testdata");
  private static final Path REFERENCE = TESTDATA.resolve("reference/xlnet_memory.safetensors");
  private static final int SIZE = 14; // of a segment in the reference, without special tokens
  private static final int LAYERS = 2;
  private static final int WIDTH = 24;

  @TempDir private Path folder;

  private Path tiny(String name) throws IOException {
    return LetterTokenizer.with(TESTDATA.resolve("models").resolve(name), folder);
  }

  private static TransformerEncoder open(
      Path model, List<Integer> layers, int memory, Precision precision, int batchTokens) {
    return open(model, layers, SIZE + 2, memory, precision, batchTokens);
  }

  private static TransformerEncoder open(
      Path model,
      List<Integer> layers,
      int window,
      int memory,
      Precision precision,
      int batchTokens) {
    EmbedderSettings settings =
        new EmbedderSettings(
            layers, Pooling.FIRST, SequencePooling.CLS, false, window, 4, precision, batchTokens);
    return (TransformerEncoder) new TransformerProvider().open(model, settings.withMemory(memory));
  }

  /** A sequence whose tokens have one subword each. */
  private static Sequence sequence(long... ids) {
    return new Sequence(
        Arrays.stream(ids).mapToObj(id -> String.valueOf((char) ('a' + (id - 5) / 2))).toList());
  }

  private static List<Sequence> sequences(int count, int longest) {
    Random random = new Random(count);
    List<Sequence> sequences = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String[] tokens = new String[1 + random.nextInt(longest)];
      Arrays.setAll(tokens, t -> "abcdefghijklmnop".substring(t % 8, t % 8 + 1 + t % 3));
      Collections.shuffle(Arrays.asList(tokens), random);
      sequences.add(new Sequence(List.of(tokens)));
    }
    return sequences;
  }

  private static float[] layer(float[] rows, int layer, int layers) {
    float[] found = new float[rows.length / layers];
    for (int i = 0; i < found.length; i++) {
      found[i] = rows[i / WIDTH * layers * WIDTH + layer * WIDTH + i % WIDTH];
    }
    return found;
  }

  private static void assertClose(float[] found, float[] expected) {
    assertThat(found).usingComparatorWithPrecision(1e-5f).containsExactly(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 20})
  void statesEqualTransformers(int memory) throws IOException {
    Map<String, Tensor> reference = SafeTensors.read(REFERENCE);
    Sequence sequence = sequence(SafeTensors.readLongs(REFERENCE, "input_ids"));
    try (TransformerEncoder encoder =
            open(tiny("tiny-xlnet"), List.of(), memory, Precision.FLOAT32, 512);
        NDManager owner = Torch.manager()) {
      SequenceVectors found = encoder.vectors(List.of(sequence)).get(0);
      float[] trained =
          encoder
              .forward(
                  owner, List.of(sequence), Level.TOKEN, encoder.trainable(owner), Mode.TRAINING, 0)
              .toFloatArray();
      for (int layer = 1; layer <= LAYERS; layer++) {
        float[] expected = values(reference, memory + ".hidden_states." + layer);
        assertClose(layer(found.values(), layer, LAYERS + 1), expected);
        assertClose(layer(trained, layer, LAYERS + 1), expected);
      }
      assertClose(found.pooled(), summary(values(reference, memory + ".cls"), sequence.size()));
    }
  }

  private static float[] values(Map<String, Tensor> reference, String name) {
    assertThat(reference).containsKey(name);
    return reference.get(name).values();
  }

  /** The mean of the segments' [CLS] states, weighted by the number of subwords. */
  private static float[] summary(float[] states, int tokens) {
    float[] mean = new float[(LAYERS + 1) * WIDTH];
    int segments = states.length / mean.length;
    for (int s = 0; s < segments; s++) {
      int length = Math.min(SIZE, tokens - s * SIZE) + 2;
      for (int i = 0; i < mean.length; i++) {
        mean[i] += states[s * mean.length + i] * length / (tokens + 2 * segments);
      }
    }
    return mean;
  }

  @Test
  void gradientsEqualTransformersAndDoNotFlowThroughTheMemory() throws IOException {
    Map<String, Tensor> reference = SafeTensors.read(REFERENCE);
    Sequence sequence = sequence(SafeTensors.readLongs(REFERENCE, "input_ids"));
    try (TransformerEncoder encoder =
            open(tiny("tiny-xlnet"), List.of(-1), 20, Precision.FLOAT32, 512);
        NDManager owner = Torch.manager()) {
      Weights weights = encoder.trainable(owner);
      weights.arrays().forEach(array -> array.setRequiresGradient(true));
      try (GradientCollector collector = Torch.engine().newGradientCollector()) {
        NDArray states =
            encoder.forward(owner, List.of(sequence), Level.TOKEN, weights, Mode.TRAINING, 0);
        float[] factors = new float[sequence.size() * WIDTH];
        for (int i = 0; i < factors.length; i++) {
          factors[i] = (float) Math.sin(i);
        }
        collector.backward(states.mul(owner.create(factors, states.getShape())).sum());
      }
      for (String name : List.of("layer.0.rel_attn.k", "layer.1.rel_attn.v")) {
        assertThat(weights.get(name).getGradient().toFloatArray())
            .usingComparatorWithPrecision(1e-4f)
            .containsExactly(values(reference, "grad." + name));
      }
    }
  }

  @Test
  void aSegmentAttendsFartherBackThanTheWindow() throws IOException {
    Map<String, Tensor> reference = SafeTensors.read(REFERENCE);
    Sequence sequence =
        sequence(IntStream.range(0, 1400).mapToLong(i -> 5 + 2 * (7 * i % 26)).toArray());
    try (TransformerEncoder encoder =
        open(tiny("tiny-xlnet"), List.of(1, 2), 1024, 1000, Precision.FLOAT32, 512)) {
      float[] found = encoder.embed(List.of(sequence)).get(0);
      for (int layer = 1; layer <= LAYERS; layer++) {
        float[] expected = values(reference, "far.hidden_states." + layer);
        float[] states = layer(found, layer - 1, LAYERS);
        assertClose(
            Arrays.copyOfRange(states, states.length - expected.length, states.length), expected);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "tiny-xlnet, FLOAT32, 16, 20, 40",
    "tiny-xlnet, BFLOAT16, 16, 20, 40",
    "tiny-xlnet-odd, FLOAT32, 16, 20, 40",
    "tiny-xlnet-wide, BFLOAT16, 16, 20, 40",
    "tiny-xlnet, FLOAT32, 64, 600, 500" // more than a block of keys in libtorch's attention
  })
  void vectorsDoNotDependOnTheBatch(
      String name, Precision precision, int window, int memory, int longest) throws IOException {
    List<Sequence> sequences = sequences(30, longest);
    Path model = tiny(name);
    List<SequenceVectors> alone = new ArrayList<>();
    try (TransformerEncoder encoder = open(model, List.of(), window, memory, precision, 16)) {
      sequences.forEach(sequence -> alone.addAll(encoder.vectors(List.of(sequence))));
    }
    List<Integer> order = new ArrayList<>(IntStream.range(0, sequences.size()).boxed().toList());
    Collections.shuffle(order, new Random(3));
    for (int batchTokens : new int[] {100, 10_000}) {
      try (TransformerEncoder encoder =
          open(model, List.of(), window, memory, precision, batchTokens)) {
        List<SequenceVectors> together =
            encoder.vectors(order.stream().map(sequences::get).toList());
        for (int i = 0; i < order.size(); i++) {
          assertThat(together.get(i).values()).isEqualTo(alone.get(order.get(i)).values());
          assertThat(together.get(i).pooled()).isEqualTo(alone.get(order.get(i)).pooled());
        }
      }
    }
  }

  @Test
  void memoryOnlyAffectsSequencesOfSeveralSegments() throws IOException {
    Path model = tiny("tiny-xlnet");
    List<Sequence> sequences =
        List.of(sequence(5, 7, 9), new Sequence(Collections.nCopies(SIZE, "k")));
    List<Sequence> longer = List.of(new Sequence(Collections.nCopies(SIZE + 1, "k")));
    try (TransformerEncoder memory = open(model, List.of(-1), 20, Precision.FLOAT32, 512);
        TransformerEncoder none = open(model, List.of(-1), 0, Precision.FLOAT32, 512)) {
      for (int i = 0; i < sequences.size(); i++) {
        assertThat(memory.embed(sequences).get(i)).isEqualTo(none.embed(sequences).get(i));
      }
      assertThat(memory.embed(longer).get(0)).isNotEqualTo(none.embed(longer).get(0));
      assertThat(none.vectorSpace().settings()).isEqualTo("layers=2 pooling=first");
      assertThat(memory.vectorSpace().settings()).isEqualTo("layers=2 pooling=first memory=20");
      assertThat(memory.vectorSpace(Level.SEQUENCE).settings())
          .isEqualTo("layers=2 pooled=cls memory=20");
    }
  }

  @ParameterizedTest
  @CsvSource({"TOKEN, TRAINING", "SEQUENCE, TRAINING", "TOKEN, INFERENCE", "SEQUENCE, INFERENCE"})
  void trainingAndInferenceGiveTheSameVectors(Level level, Mode mode) throws IOException {
    List<Sequence> sequences = new ArrayList<>(sequences(9, 40));
    sequences.add(3, new Sequence(List.of("a", "abcdefghijklmnopqrstuvwxyzabcdefghijklmnop", "b")));
    try (TransformerEncoder encoder =
            open(tiny("tiny-xlnet-odd"), List.of(1, 3), 20, Precision.FLOAT32, 64);
        NDManager owner = Torch.manager()) {
      float[] found =
          encoder
              .forward(owner, sequences, level, encoder.trainable(owner), mode, 0)
              .toFloatArray();
      int at = 0;
      for (SequenceVectors embedded : encoder.vectors(sequences)) {
        float[] expected = level == Level.TOKEN ? embedded.values() : embedded.pooled();
        assertClose(Arrays.copyOfRange(found, at, at + expected.length), expected);
        at += expected.length;
      }
      assertThat(found).hasSize(at);
    }
  }

  @Test
  void liveArraysStayConstantOverManyBatches() throws IOException {
    try (TransformerEncoder encoder =
        open(tiny("tiny-xlnet"), List.of(-1), 20, Precision.FLOAT32, 128)) {
      encoder.embed(sequences(20, 60));
      int before = encoder.liveArrays();
      for (int i = 1; i < 40; i++) {
        encoder.embed(sequences(i, 60));
      }
      assertThat(encoder.liveArrays()).isEqualTo(before);
    }
  }

  @Test
  void otherArchitecturesHaveNoMemory() throws IOException {
    Path bert = tiny("tiny-roberta");
    assertThatThrownBy(() -> open(bert, List.of(-1), 20, Precision.FLOAT32, 128))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining("parameter memory = '20'")
        .hasMessageEndingWith(
            "only XLNet has segment recurrence, and this is a model of type roberta: set"
                + " it to 0");
  }
}
