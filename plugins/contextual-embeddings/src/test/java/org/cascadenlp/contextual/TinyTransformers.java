package org.cascadenlp.contextual;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.cascadenlp.neural.embedding.EmbedderSettings;
import org.cascadenlp.neural.embedding.EmbedderSettings.Pooling;
import org.cascadenlp.neural.embedding.EmbedderSettings.Precision;
import org.cascadenlp.neural.embedding.EmbedderSettings.SequencePooling;
import org.cascadenlp.neural.sequence.Sequence;

/** Tiny encoders of {@code testdata}, and sequences to embed. */
final class TinyTransformers {

  static final Path TESTDATA = Path.of(System.getProperty("cascade.root"), "testdata");

  static final String[] WORDS = {
    "london",
    "the",
    "Paris",
    "unbelievably",
    "met",
    "in",
    "Müller",
    "2024",
    "\uD83D\uDE00",
    "x",
    "company",
    "said",
    "Cambridge-based",
    ",",
    "."
  };

  private TinyTransformers() {}

  static EmbedderSettings settings(
      List<Integer> layers, Pooling pooling, int window, Precision precision, int batchTokens) {
    return settings(layers, pooling, SequencePooling.NONE, true, window, precision, batchTokens);
  }

  static EmbedderSettings settings(
      List<Integer> layers,
      Pooling pooling,
      SequencePooling pooled,
      boolean normalize,
      int window,
      Precision precision,
      int batchTokens) {
    return new EmbedderSettings(
        layers, pooling, pooled, normalize, window, window / 4, precision, batchTokens);
  }

  static TransformerEncoder tiny(String name, EmbedderSettings settings) {
    return (TransformerEncoder)
        new TransformerProvider().open(TESTDATA.resolve("models").resolve(name), settings);
  }

  static List<Sequence> sequences(int count, int longest, int seed) {
    Random random = new Random(seed);
    List<Sequence> sequences = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<String> tokens = new ArrayList<>();
      int length = 1 + random.nextInt(longest);
      for (int t = 0; t < length; t++) {
        tokens.add(WORDS[random.nextInt(WORDS.length)]);
      }
      sequences.add(new Sequence(tokens));
    }
    return sequences;
  }
}
