package org.cascadenlp.neural;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/**
 * A kind of embedder, for example BERT: the models it knows by name and the folders it can read.
 *
 * <p>A plugin binds its families through a {@code Multibinder<EmbedderFamily>}.
 */
public interface EmbedderFamily {

  /** The models that come as jars, by name. */
  Set<String> names();

  /** True where {@code folder} holds a model of this family. */
  boolean reads(Path folder);

  /** Opens the model of that name. */
  Embedder open(String name, EmbedderSettings settings) throws IOException;

  /** Opens the model in {@code folder}. */
  Embedder open(Path folder, EmbedderSettings settings) throws IOException;
}
