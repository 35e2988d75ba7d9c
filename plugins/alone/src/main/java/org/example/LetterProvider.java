package org.example;

import java.nio.file.Path;
import java.util.Set;
import org.cascadenlp.core.Parameters;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.embedding.Embedder;
import org.cascadenlp.neural.embedding.EmbedderOptions;
import org.cascadenlp.neural.embedding.EmbedderProvider;

/** The embedder called {@code one-letter}; it has no files. */
final class LetterProvider implements EmbedderProvider {

  @Override
  public Set<String> names() {
    return Set.of(LetterEmbedder.NAME);
  }

  @Override
  public boolean reads(Path path) {
    return false;
  }

  @Override
  public EmbedderOptions settings(Parameters parameters) {
    return LetterOptions.of(parameters);
  }

  @Override
  public Embedder open(String name, EmbedderOptions options) {
    return new LetterEmbedder((LetterOptions) options);
  }

  @Override
  public Embedder open(Path path, EmbedderOptions options) {
    throw CascadeException.of(
        path.toString(), "is no model of letters", "name the model one-letter");
  }
}
