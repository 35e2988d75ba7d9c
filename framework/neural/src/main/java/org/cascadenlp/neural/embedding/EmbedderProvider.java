package org.cascadenlp.neural.embedding;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.cascadenlp.core.Parameters;

/**
 * A kind of embedder, for example BERT: the models it knows by name and those it can read.
 *
 * <p>A plugin binds its families through a {@code Multibinder<EmbedderProvider>}.
 */
public interface EmbedderProvider {

  /** The models that come as jars, by name. */
  Set<String> names();

  /** True where the file or folder {@code path} is a model of this family. */
  boolean reads(Path path);

  /** A line for people on the model called {@code name}: its language, size, licence. */
  default String describe(String name) {
    return "";
  }

  /** What its models are: a kind of {@link Encoder} where they can be fine-tuned. */
  default Class<? extends Embedder> type() {
    return Embedder.class;
  }

  /** The settings in a descriptor: those of a network, for a family that says nothing else. */
  default EmbedderOptions settings(Parameters parameters) {
    return EmbedderSettings.of(parameters);
  }

  /**
   * The settings with which a trainer opens a model, from the trainer's own parameters: those that
   * {@link #settings(Parameters)} reads, which the trainer's descriptor then has to declare, where
   * the family knows no better.
   *
   * @param rows the settings of a network, which every trainer has read
   */
  default EmbedderOptions settings(Parameters parameters, EmbedderSettings rows) {
    return settings(parameters);
  }

  /** Opens the model of that name. */
  Embedder open(String name, EmbedderOptions settings) throws IOException;

  /** Opens the model at {@code path}. */
  Embedder open(Path path, EmbedderOptions settings) throws IOException;
}
