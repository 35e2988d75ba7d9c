package org.cascadenlp.neural.embedding;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.cascadenlp.core.Parameters;
import org.cascadenlp.neural.sequence.VectorSpace;

/**
 * Opens embedders of one kind, for example transformers: models it offers by name, and files or
 * folders it can read.
 *
 * <p>A plugin binds its providers through a {@code Multibinder<EmbedderProvider>}.
 */
public interface EmbedderProvider {

  /** The models that come as jars, by name. */
  Set<String> names();

  /** True if the file or folder {@code path} is a model that this provider opens. */
  boolean reads(Path path);

  /** One line for {@code cascade list} about the model {@code name}: language, size, licence. */
  default String describe(String name) {
    return "";
  }

  /** The Java type of its models: a subtype of {@link Encoder} if they can be fine-tuned. */
  default Class<? extends Embedder> type() {
    return Embedder.class;
  }

  /** The options in a descriptor; by default {@link EmbedderSettings}. */
  default EmbedderOptions settings(Parameters parameters) {
    return EmbedderSettings.of(parameters);
  }

  /**
   * The options with which a trainer opens a model, from the trainer's parameters. By default those
   * that {@link #settings(Parameters)} reads, which the trainer's descriptor must then declare.
   *
   * @param network the settings of a network, which every trainer has read
   */
  default EmbedderOptions settings(Parameters parameters, EmbedderSettings network) {
    return settings(parameters);
  }

  /**
   * The options with each {@code auto} replaced by what holds for a model, so that parts which open
   * it with equal options share one embedder. By default {@code options}.
   *
   * @param model one of {@link #names}, or the absolute path of a model that this provider {@link
   *     #reads}
   */
  default EmbedderOptions resolved(String model, EmbedderOptions options) {
    return options;
  }

  /** Opens the model {@code name}, one of {@link #names}. */
  Embedder open(String name, EmbedderOptions settings) throws IOException;

  /** Opens the model at {@code path}, which it {@link #reads}. */
  Embedder open(Path path, EmbedderOptions settings) throws IOException;

  /**
   * The options with which the model at {@code path}, which this provider {@link #reads}, makes
   * vectors of {@code space}: by default {@code given}.
   *
   * @param given the options of the embedding in whose place the model is opened, possibly those of
   *     another provider
   */
  default EmbedderOptions fitting(Path path, EmbedderOptions given, VectorSpace space) {
    return given;
  }
}
