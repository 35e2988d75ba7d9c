package org.cascadenlp.testkit.neural;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.embedding.Embedder;
import org.cascadenlp.neural.embedding.EmbedderOptions;
import org.cascadenlp.neural.embedding.EmbedderProvider;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.sequence.VectorSpace;
import org.cascadenlp.neural.torch.Torch;

/** Provides a toy embedder with vectors of width 3 and a configurable fault. */
record ToyProvider(ToyProvider.Fault fault) implements EmbedderProvider {

  static final String NAME = "toy";

  enum Fault {
    NONE,
    ANOTHER_HASH_EACH_TIME,
    READS_EVERYTHING,
    TAKES_ANY_SETTINGS,
    DROPS_LONG_SEQUENCES,
    DIVIDES_BY_ZERO,
    DEPENDS_ON_THE_BATCH,
    READS_NEIGHBOURS,
    READS_THE_TEXT,
    USES_THE_LOCALE,
    IS_FOR_ONE_THREAD,
    LEAVES_ARRAYS_OPEN
  }

  record Options() implements EmbedderOptions {}

  @Override
  public Set<String> names() {
    return Set.of(NAME);
  }

  @Override
  public boolean reads(Path path) {
    return fault == Fault.READS_EVERYTHING;
  }

  @Override
  public Embedder open(String name, EmbedderOptions settings) {
    if (!(settings instanceof Options) && fault != Fault.TAKES_ANY_SETTINGS) {
      throw CascadeException.of(name, "has no " + settings, "use ToyEmbedding");
    }
    return new Toy(fault, new AtomicInteger());
  }

  @Override
  public Embedder open(Path path, EmbedderOptions settings) {
    return open(NAME, settings);
  }

  private record Toy(Fault fault, AtomicInteger inside) implements Embedder {

    private static final AtomicInteger OPENED = new AtomicInteger();
    private static final int WIDTH = 3;

    @Override
    public VectorSpace vectorSpace() {
      String hash = fault == Fault.ANOTHER_HASH_EACH_TIME ? "" + OPENED.incrementAndGet() : "1";
      return new VectorSpace(NAME, hash, "plain", 1, WIDTH);
    }

    @Override
    public List<float[]> embed(List<Sequence> sequences) {
      boolean spoiled = inside.incrementAndGet() > 1;
      if (fault == Fault.IS_FOR_ONE_THREAD) {
        try {
          Thread.sleep(2);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        spoiled |= inside.get() > 1;
      }
      if (fault == Fault.LEAVES_ARRAYS_OPEN) {
        Torch.manager().create(1f);
      }
      float shift = fault == Fault.DEPENDS_ON_THE_BATCH ? sequences.size() : 0;
      shift += fault == Fault.IS_FOR_ONE_THREAD && spoiled ? 1 : 0;
      float added = shift;
      List<float[]> all = sequences.stream().map(sequence -> vectors(sequence, added)).toList();
      inside.decrementAndGet();
      return all;
    }

    private float[] vectors(Sequence sequence, float shift) {
      int size =
          fault == Fault.DROPS_LONG_SEQUENCES ? Math.min(512, sequence.size()) : sequence.size();
      float[] vectors = new float[size * WIDTH];
      for (int i = 0; i < size; i++) {
        String token = sequence.tokens().get(i);
        if (fault == Fault.USES_THE_LOCALE) {
          token = token.toUpperCase(Locale.getDefault());
        }
        vectors[i * WIDTH] = token.hashCode() + shift;
        vectors[i * WIDTH + 1] = fault == Fault.READS_NEIGHBOURS ? sequence.after().size() : 0;
        vectors[i * WIDTH + 2] = fault == Fault.READS_THE_TEXT && sequence.hasText() ? 1 : 0;
        if (fault == Fault.DIVIDES_BY_ZERO) {
          vectors[i * WIDTH + 2] = 0f / (token.length() - 1);
        }
      }
      return vectors;
    }

    @Override
    public void close() {}
  }
}
