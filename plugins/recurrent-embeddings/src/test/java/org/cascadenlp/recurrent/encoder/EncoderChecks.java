package org.cascadenlp.recurrent.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.cascadenlp.neural.embedding.SavedHead;
import org.cascadenlp.neural.sequence.Level;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.sequence.SequenceVectors;
import org.cascadenlp.neural.sequence.VectorSpace;
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.neural.torch.Torch;
import org.cascadenlp.neural.torch.Weights;
import org.cascadenlp.weights.tensor.Tensor;

/** The contract of every recurrent encoder. */
public final class EncoderChecks {

  private static final List<String> WORDS =
      List.of(
          "the", "cat", "London", "naïve", "😀", "of", "institutionalisation", "x", "don't", ".");

  private EncoderChecks() {}

  /** Sequences of 1 to {@code longest} tokens. */
  public static List<Sequence> sequences(int count, int longest, long seed) {
    Random random = new Random(seed);
    List<Sequence> sequences = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<String> tokens = new ArrayList<>();
      for (int t = random.nextInt(longest); t >= 0; t--) {
        tokens.add(WORDS.get(random.nextInt(WORDS.size())));
      }
      sequences.add(new Sequence(tokens));
    }
    return sequences;
  }

  /**
   * Vectors have equal bytes for any batch size and order; {@code open} takes {@code batchTokens}.
   */
  public static void sameBytes(IntFunction<RecurrentEncoder> open, int count, int longest) {
    List<Sequence> sequences = sequences(count, longest, 3);
    float[][] alone = new float[count][];
    try (RecurrentEncoder encoder = open.apply(16)) {
      for (int i = 0; i < count; i++) {
        alone[i] = encoder.embed(List.of(sequences.get(i))).get(0);
        assertThat(alone[i]).isNotEqualTo(new float[alone[i].length]);
      }
    }
    for (int batchTokens : new int[] {64, 333, 100_000}) {
      List<Integer> order = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        order.add(i);
      }
      Collections.shuffle(order, new Random(batchTokens));
      try (RecurrentEncoder encoder = open.apply(batchTokens)) {
        List<float[]> together = encoder.embed(order.stream().map(sequences::get).toList());
        for (int i = 0; i < count; i++) {
          assertThat(Arrays.equals(together.get(i), alone[order.get(i)]))
              .as("sequence %d among %d tokens a batch", order.get(i), batchTokens)
              .isTrue();
        }
      }
    }
  }

  /**
   * The pooled vector of a sequence is the mean of its token vectors, in training and inference.
   *
   * @param encoder an encoder with pooled vectors
   * @param normalized whether they are scaled to length 1
   */
  public static void meansOfTokens(RecurrentEncoder encoder, boolean normalized) {
    List<Sequence> sequences = sequences(9, 80, 6);
    VectorSpace vectorSpace = encoder.vectorSpace(Level.SEQUENCE);
    int row = vectorSpace.layers() * vectorSpace.width();
    float[] trained;
    try (NDManager owner = Torch.manager()) {
      Weights weights = encoder.trainable(owner);
      trained =
          encoder
              .forward(owner, sequences, Level.SEQUENCE, weights, Mode.INFERENCE, 0)
              .toFloatArray();
    }
    assertThat(trained).hasSize(sequences.size() * row);
    List<SequenceVectors> found = encoder.vectors(sequences);
    for (int u = 0; u < sequences.size(); u++) {
      float[] values = found.get(u).values();
      assertThat(found.get(u).pooled()).hasSize(row);
      for (int layer = 0; layer < row; layer += vectorSpace.width()) {
        double[] mean = new double[vectorSpace.width()];
        double squares = 0;
        for (int j = 0; j < mean.length; j++) {
          for (int at = layer + j; at < values.length; at += row) {
            mean[j] += values[at] / (double) sequences.get(u).size();
          }
          squares += mean[j] * mean[j];
        }
        for (int j = 0; j < mean.length; j++) {
          double expected = normalized ? mean[j] / Math.sqrt(squares) : mean[j];
          assertThat((double) found.get(u).pooled()[layer + j]).isCloseTo(expected, within(1e-6));
          assertThat((double) trained[u * row + layer + j]).isCloseTo(expected, within(1e-5));
        }
      }
    }
  }

  /** No array is left after a call. */
  public static void nothingLeaks(RecurrentEncoder encoder) {
    encoder.embed(sequences(3, 9, 1));
    int before = encoder.liveArrays();
    for (int i = 0; i < 5; i++) {
      encoder.embed(sequences(7, 30, i));
    }
    assertThat(encoder.liveArrays()).isEqualTo(before);
  }

  /** A saved network opens as the same network, to the bit, also with a head. */
  public static void opensAsItWasSaved(
      RecurrentEncoder encoder, Path folder, Function<Path, RecurrentEncoder> open)
      throws IOException {
    List<Sequence> sequences = sequences(9, 12, 5);
    List<float[]> before = encoder.embed(sequences);
    try (NDManager owner = Torch.manager()) {
      Weights weights = encoder.trainable(owner);
      Map<String, Tensor> classifier = new LinkedHashMap<>();
      classifier.put("classifier.weight", new Tensor(new long[] {1, 2}, new float[2]));
      encoder.save(folder.resolve("bare"), weights, SavedHead.none());
      encoder.save(
          folder.resolve("headed"),
          weights,
          new SavedHead(Weights.of(owner, classifier), List.of("A", "B"), ""));
    }
    for (String name : List.of("bare", "headed")) {
      try (RecurrentEncoder again = open.apply(folder.resolve(name))) {
        assertThat(again.vectorSpace().hash()).isEqualTo(encoder.vectorSpace().hash());
        assertThat(again.vectorSpace().settings()).isEqualTo(encoder.vectorSpace().settings());
        List<float[]> after = again.embed(sequences);
        for (int i = 0; i < before.size(); i++) {
          assertThat(after.get(i)).isEqualTo(before.get(i));
        }
      }
    }
  }

  /** Gradient descent moves the vectors towards a target. */
  public static void trainingLowersTheLoss(RecurrentEncoder encoder) {
    List<Sequence> sequences = sequences(12, 9, 8);
    Random random = new Random(4);
    int size = sequences.stream().mapToInt(Sequence::size).sum();
    float[] targets =
        new float[size * encoder.vectorSpace().layers() * encoder.vectorSpace().width()];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = random.nextFloat() - 0.5f;
    }
    Map<String, Tensor> weights;
    try (NDManager owner = Torch.manager()) {
      weights = encoder.trainable(owner).toTensors();
    }
    double first = Gradients.ofDistance(encoder, weights, sequences, targets).loss();
    double last = first;
    for (int step = 0; step < 20; step++) {
      Gradients found = Gradients.ofDistance(encoder, weights, sequences, targets);
      last = found.loss();
      Map<String, Tensor> stepped = new LinkedHashMap<>();
      weights.forEach(
          (name, tensor) -> {
            float[] values = tensor.values().clone();
            float[] gradient = found.byName().get(name).values();
            for (int i = 0; i < values.length; i++) {
              values[i] -= gradient[i];
            }
            stepped.put(name, new Tensor(tensor.shape(), values));
          });
      weights = stepped;
    }
    assertThat(last).isLessThan(0.97 * first);
  }
}
