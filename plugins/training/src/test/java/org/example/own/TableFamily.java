package org.example.own;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.cascadenlp.core.Parameters;
import org.cascadenlp.neural.embedding.Embedder;
import org.cascadenlp.neural.embedding.EmbedderOptions;
import org.cascadenlp.neural.embedding.EmbedderProvider;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.sequence.VectorSpace;

/** The embedder {@code table}: one-hot vectors of first letters, without trainable weights. */
final class TableFamily implements EmbedderProvider {

  private static final int WIDTH = 26;

  @Override
  public Set<String> names() {
    return Set.of("table");
  }

  @Override
  public boolean reads(Path folder) {
    return false;
  }

  @Override
  public EmbedderOptions settings(Parameters parameters) {
    return LetterSettings.of(parameters);
  }

  @Override
  public Embedder open(String name, EmbedderOptions settings) {
    return new Table((LetterSettings) settings);
  }

  @Override
  public Embedder open(Path folder, EmbedderOptions settings) {
    throw new IllegalArgumentException("no table is kept in a file");
  }

  private record Table(LetterSettings settings) implements Embedder {

    @Override
    public VectorSpace vectorSpace() {
      return new VectorSpace("table", "0", "scale=" + settings.scale(), 1, WIDTH);
    }

    @Override
    public List<float[]> embed(List<Sequence> sequences) {
      return sequences.stream().map(this::rows).toList();
    }

    private float[] rows(Sequence sequence) {
      float[] rows = new float[sequence.size() * WIDTH];
      for (int i = 0; i < sequence.size(); i++) {
        rows[i * WIDTH + Math.floorMod(sequence.tokens().get(i).charAt(0) - 'a', WIDTH)] =
            settings.scale();
      }
      return rows;
    }

    @Override
    public void close() {}
  }
}
