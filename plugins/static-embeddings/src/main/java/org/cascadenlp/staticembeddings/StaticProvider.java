package org.cascadenlp.staticembeddings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.cascadenlp.core.Parameters;
import org.cascadenlp.core.command.Description;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.embedding.Embedder;
import org.cascadenlp.neural.embedding.EmbedderOptions;
import org.cascadenlp.neural.embedding.EmbedderProvider;
import org.cascadenlp.neural.embedding.EmbedderSettings;
import org.cascadenlp.neural.words.VectorFile;

/** Opens word vectors in files written by {@code cascade import vectors}. */
@Description(
    "Word vectors (word2vec, GloVe, fastText) in files written by cascade import vectors;"
        + " its options are the parameters of StaticEmbedding.")
final class StaticProvider implements EmbedderProvider {

  @Override
  public Set<String> names() {
    return Set.of();
  }

  @Override
  public boolean reads(Path path) {
    return VectorFile.is(path)
        || (Files.isRegularFile(path) && path.toString().endsWith(VectorFile.EXTENSION));
  }

  @Override
  public EmbedderOptions settings(Parameters parameters) {
    return StaticOptions.of(parameters);
  }

  /**
   * Word vectors cannot be fine-tuned: a trainer gets the error of {@link #open(Path,
   * EmbedderOptions)}.
   */
  @Override
  public EmbedderOptions settings(Parameters parameters, EmbedderSettings rows) {
    return rows;
  }

  @Override
  public Embedder open(String name, EmbedderOptions settings) {
    throw new IllegalArgumentException("no vectors are called " + name);
  }

  @Override
  public Embedder open(Path path, EmbedderOptions settings) {
    if (settings instanceof StaticOptions rows) {
      return new StaticEmbedder(VectorFile.open(path), rows);
    }
    throw CascadeException.of(
        path.toString(),
        "is a file of word vectors, not a network that can be trained",
        "name an encoder here, or use StaticEmbedding and train a head on its vectors (mode"
            + " frozen)");
  }
}
