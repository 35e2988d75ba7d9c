package org.cascadenlp.recurrent.cove;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.cascadenlp.core.Plugin;
import org.cascadenlp.neural.embedding.Embedder;
import org.cascadenlp.neural.embedding.EmbedderOptions;
import org.cascadenlp.neural.embedding.EmbedderProvider;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.sequence.VectorSpace;
import org.cascadenlp.weights.safetensors.SafeTensors;
import org.cascadenlp.weights.tensor.Tensor;

/**
 * Word vectors for tests, named {@code words-of-MODEL}: the token {@code 2:3} is token 3 of row 2
 * of that model's reference inputs, any other is random by its hash.
 */
public final class ToyVectors extends AbstractModule implements Plugin, EmbedderProvider {

  private static final String PREFIX = "words-of-";

  static Path folder(String model) {
    return Path.of(System.getProperty("cascade.root"), "testdata", "models", model);
  }

  @Override
  protected void configure() {
    Multibinder.newSetBinder(binder(), EmbedderProvider.class).addBinding().toInstance(this);
  }

  @Override
  public Set<String> names() {
    return Set.of(PREFIX + "tiny-cove", PREFIX + "tiny-cove-odd", PREFIX + "tiny-cove-deep");
  }

  @Override
  public boolean reads(Path path) {
    return false;
  }

  @Override
  public Embedder open(Path path, EmbedderOptions settings) {
    throw new IllegalArgumentException("no path");
  }

  @Override
  public Embedder open(String name, EmbedderOptions settings) {
    Path file = folder(name.substring(PREFIX.length())).resolve("reference.safetensors");
    return new Words(SafeTensors.read(file).get("inputs"));
  }

  /** The options of these vectors. */
  record None() implements EmbedderOptions {}

  private record Words(Tensor inputs) implements Embedder {

    private int width() {
      return (int) inputs.shape()[2];
    }

    @Override
    public VectorSpace vectorSpace() {
      return new VectorSpace("toy", "0123456789abcdef0123", "toy", 1, width());
    }

    @Override
    public List<float[]> embed(List<Sequence> sequences) {
      return sequences.stream().map(this::rows).toList();
    }

    private float[] rows(Sequence sequence) {
      float[] rows = new float[sequence.size() * width()];
      for (int t = 0; t < sequence.size(); t++) {
        String token = sequence.tokens().get(t);
        if (token.matches("\\d+:\\d+")) {
          String[] place = token.split(":");
          int at =
              Integer.parseInt(place[0]) * (int) inputs.shape()[1] + Integer.parseInt(place[1]);
          System.arraycopy(inputs.values(), at * width(), rows, t * width(), width());
        } else {
          Random random = new Random(token.hashCode());
          for (int j = 0; j < width(); j++) {
            rows[t * width() + j] = (float) random.nextGaussian();
          }
        }
      }
      return rows;
    }

    @Override
    public void close() {}
  }
}
