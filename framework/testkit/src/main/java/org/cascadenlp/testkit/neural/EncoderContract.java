package org.cascadenlp.testkit.neural;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.GradientCollector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.embedding.Embedder;
import org.cascadenlp.neural.embedding.Encoder;
import org.cascadenlp.neural.embedding.SavedHead;
import org.cascadenlp.neural.sequence.Level;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.sequence.SequenceVectors;
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.neural.torch.Torch;
import org.cascadenlp.neural.torch.Weights;
import org.cascadenlp.weights.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** The additional tests that every encoder must pass: training, saving and opening again. */
public abstract class EncoderContract extends EmbedderContract {

  /** For subclasses. */
  protected EncoderContract() {}

  /** Regular expressions for the names of arrays that receive no gradient. */
  protected List<String> withoutGradient() {
    return List.of();
  }

  /**
   * The largest allowed absolute difference between values of one network in inference and
   * training, or in training with other sequences in the batch; the values are around 1.
   */
  protected float tolerance() {
    return 1e-3f;
  }

  private Encoder encoder() throws IOException {
    Embedder opened = open();
    assertTrue(opened instanceof Encoder, () -> opened + " is no Encoder: use EmbedderContract");
    return (Encoder) opened;
  }

  @Test
  void itsArraysAreFloatsOfItsLayers() throws IOException {
    try (Encoder encoder = encoder();
        NDManager owner = Torch.manager()) {
      Weights weights = encoder.trainable(owner);
      assertFalse(weights.names().isEmpty(), "trainable gives no arrays");
      TreeSet<Integer> layers = new TreeSet<>();
      for (String name : weights.names()) {
        assertEquals(DataType.FLOAT32, weights.get(name).getDataType(), name);
        int layer = encoder.layerOf(name);
        boolean known = layer >= -1 && layer <= encoder.depth();
        assertTrue(known, () -> name + " is in layer " + layer + " of " + encoder.depth());
        layers.add(layer);
      }
      assertTrue(
          layers.stream().anyMatch(layer -> layer >= 0 && layer < encoder.depth()),
          () -> "layerOf gives layers " + layers + " of " + encoder.depth());
    }
  }

  @Test
  void itComputesFromTheWeightsItIsGivenWhatItEmbeds() throws IOException {
    List<Sequence> usual = OddSequences.usual();
    try (Encoder encoder = encoder();
        NDManager owner = Torch.manager()) {
      Weights weights = encoder.trainable(owner);
      List<SequenceVectors> expected = encoder.vectors(usual);
      for (Mode mode : Mode.values()) {
        near(
            joined(expected.stream().map(SequenceVectors::values).toList()),
            encoder.forward(owner, usual, Level.TOKEN, weights, mode, 0),
            "forward of tokens in mode " + mode);
        if (encoder.pooledSpace().isPresent()) {
          near(
              joined(expected.stream().map(SequenceVectors::pooled).toList()),
              encoder.forward(owner, usual, Level.SEQUENCE, weights, mode, 0),
              "forward of whole sequences in mode " + mode);
        }
      }
    }
  }

  @Test
  void aSequenceIsNotChangedByThePaddingOfLongerOnes() throws IOException {
    List<Sequence> usual = OddSequences.usual();
    Sequence one = usual.get(0);
    List<Sequence> padded = List.of(usual.get(1), one, usual.get(usual.size() - 1));
    try (Encoder encoder = encoder();
        NDManager owner = Torch.manager()) {
      Weights weights = encoder.trainable(owner);
      NDArray alone = encoder.forward(owner, List.of(one), Level.TOKEN, weights, Mode.TRAINING, 0);
      float[] all =
          encoder.forward(owner, padded, Level.TOKEN, weights, Mode.TRAINING, 0).toFloatArray();
      int row = encoder.vectorSpace().layers() * encoder.vectorSpace().width();
      int from = usual.get(1).size() * row;
      near(
          Arrays.copyOfRange(all, from, from + one.size() * row),
          alone,
          "forward of one sequence beside longer ones, which pad it,");
    }
  }

  @Test
  void gradientsComeToItsArrays() throws IOException {
    List<Sequence> usual = OddSequences.usual();
    try (Encoder encoder = encoder();
        NDManager owner = Torch.manager()) {
      Weights weights = encoder.trainable(owner);
      weights.arrays().forEach(array -> array.setRequiresGradient(true));
      try (GradientCollector collector = Torch.engine().newGradientCollector()) {
        NDArray states = encoder.forward(owner, usual, Level.TOKEN, weights, Mode.TRAINING, 0);
        NDArray random = owner.randomNormal(0, 1, states.getShape(), DataType.FLOAT32);
        collector.backward(states.mul(random).sum());
      }
      TreeSet<String> without = new TreeSet<>();
      for (String name : weights.names()) {
        NDArray gradient = weights.get(name).getGradient();
        if (gradient == null || gradient.abs().max().getFloat() == 0) {
          without.add(name);
        }
      }
      without.removeIf(name -> withoutGradient().stream().anyMatch(name::matches));
      assertTrue(without.isEmpty(), () -> "no gradient reaches " + without);
    }
  }

  @Test
  void trainingLeavesAloneWhatItEmbedsWith() throws IOException {
    List<Sequence> usual = OddSequences.usual();
    try (Encoder encoder = encoder();
        NDManager owner = Torch.manager()) {
      List<SequenceVectors> before = encoder.vectors(usual);
      Weights weights = encoder.trainable(owner);
      float[] first =
          encoder.forward(owner, usual, Level.TOKEN, weights, Mode.INFERENCE, 0).toFloatArray();
      weights.arrays().forEach(array -> array.addi(0.25f));
      float[] changed =
          encoder.forward(owner, usual, Level.TOKEN, weights, Mode.INFERENCE, 0).toFloatArray();
      assertFalse(Arrays.equals(first, changed), "forward does not use the weights it is given");
      List<SequenceVectors> after = encoder.vectors(usual);
      for (int i = 0; i < usual.size(); i++) {
        same(before.get(i), after.get(i), usual.get(i), "when a copy of its weights was changed");
      }
    }
  }

  @Test
  void whatIsSavedOpensAgainAsTheSame() throws IOException {
    List<Sequence> usual = OddSequences.usual();
    for (boolean headed : new boolean[] {false, true}) {
      Path saved = folder().resolve(headed ? "headed" : "bare");
      Files.createDirectories(saved);
      try (Encoder encoder = encoder();
          NDManager owner = Torch.manager()) {
        Map<String, Tensor> head = new TreeMap<>();
        if (headed) {
          head.put("classifier.weight", new Tensor(new long[] {2, 3}, new float[6]));
        }
        encoder.save(
            saved,
            encoder.trainable(owner),
            headed
                ? new SavedHead(
                    Weights.of(owner, head), List.of("A", "B"), "ForTokenClassification")
                : SavedHead.none());
        assertTrue(provider().reads(saved), "its provider does not read what it saved");
        try (Embedder again = provider().open(saved, model().settings())) {
          assertEquals(encoder.vectorSpace().settings(), again.vectorSpace().settings());
          List<SequenceVectors> expected = encoder.vectors(usual);
          List<SequenceVectors> found = again.vectors(usual);
          for (int i = 0; i < usual.size(); i++) {
            assertArrayEquals(
                expected.get(i).values(), found.get(i).values(), tolerance(), "saved and opened");
          }
        }
      }
    }
  }

  @Test
  void otherWeightsAreAnotherVectorSpace() throws IOException {
    Path saved = Files.createDirectory(folder().resolve("changed"));
    try (Encoder encoder = encoder();
        NDManager owner = Torch.manager()) {
      Weights weights = encoder.trainable(owner);
      weights.arrays().forEach(array -> array.addi(0.25f));
      encoder.save(saved, weights, SavedHead.none());
      try (Embedder again = provider().open(saved, model().settings())) {
        assertNotEquals(
            encoder.vectorSpace().hash(),
            again.vectorSpace().hash(),
            "vectorSpace().hash() of other weights: a head would take vectors it was not trained on");
      }
    }
  }

  /** Each file of a saved model in turn is emptied and truncated. */
  @Test
  void aDamagedModelIsRefusedByName() throws IOException {
    Path sound = Files.createDirectory(folder().resolve("sound"));
    try (Encoder encoder = encoder();
        NDManager owner = Torch.manager()) {
      encoder.save(sound, encoder.trainable(owner), SavedHead.none());
    }
    List<Path> files;
    try (Stream<Path> found = Files.list(sound)) {
      files = found.sorted().toList();
    }
    int copies = 0;
    for (Path damaged : files) {
      byte[] bytes = Files.readAllBytes(damaged);
      for (byte[] broken : List.of(new byte[0], Arrays.copyOf(bytes, bytes.length / 2))) {
        Path copy = Files.createDirectory(folder().resolve("damaged" + copies++));
        for (Path file : files) {
          Path target = copy.resolve(file.getFileName().toString());
          if (file.equals(damaged)) {
            Files.write(target, broken);
          } else {
            Files.createLink(target, file);
          }
        }
        refusesOrReads(copy);
      }
    }
  }

  /**
   * Passes if the copy is refused by name, or if it opens because the model does not need the
   * damaged file.
   */
  private void refusesOrReads(Path copy) throws IOException {
    try {
      if (provider().reads(copy)) {
        provider().open(copy, model().settings()).close();
      }
    } catch (CascadeException e) {
      String name = copy.getFileName().toString();
      assertTrue(e.toString().contains(name), () -> "names no file: " + e.getMessage());
    }
  }

  private void near(float[] expected, NDArray found, String what) {
    assertEquals(3, found.getShape().dimension(), "dimensions of " + what);
    assertArrayEquals(expected, found.toFloatArray(), tolerance(), what + " is not as embedded");
  }

  private static float[] joined(List<float[]> rows) {
    float[] joined = new float[rows.stream().mapToInt(row -> row.length).sum()];
    int at = 0;
    for (float[] row : rows) {
      System.arraycopy(row, 0, joined, at, row.length);
      at += row.length;
    }
    return joined;
  }
}
