package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.pipeline.Pipeline;
import org.cascadenlp.neural.model.HeadSettings;
import org.cascadenlp.neural.model.ModelCard;
import org.cascadenlp.neural.model.ModelFolder;
import org.cascadenlp.neural.sequence.VectorSpace;
import org.cascadenlp.weights.safetensors.SafeTensors;
import org.cascadenlp.weights.tensor.Tensor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;

/** Models with faults, and the errors of pipelines that use them. */
abstract class FaultyModels extends NothingLeftOpen {

  /** The working directory, against which paths on the command line are resolved. */
  static final Path HERE = Path.of("").toAbsolutePath();

  @TempDir Path folder = Path.of("");

  /**
   * Writes a pipeline of {@code parts}, each {@code ROLE=NAME} with a name below org.cascadenlp.
   */
  final Path pipeline(String... parts) throws IOException {
    return new WrittenPipeline().parts(parts).write(folder.resolve("pipeline.xml"));
  }

  /**
   * The message of the error of loading the pipeline, without the test's folder and without hashes.
   */
  final String error(Path pipeline, Map<String, String> settings) {
    CascadeException error =
        catchThrowableOfType(
            CascadeException.class,
            () -> {
              try (Pipeline loaded = Pipeline.load(pipeline, settings, List.of())) {
                loaded.annotate("Ada Lovelace lived in London.");
              }
            });
    assertThat(error).as("an error").isNotNull();
    return String.valueOf(error.getMessage())
        .replace(folder.toString(), "DIR")
        .replaceAll("[0-9a-f]{64}", "HASH");
  }

  /** The error for a head whose model is {@code model}. */
  final String headError(Path model) throws IOException {
    return error(pipeline("task=task-heads.EntityTagger"), Map.of("task.model", model.toString()));
  }

  /** The error for an embedding whose model is {@code model}. */
  final String embeddingError(Path model) throws IOException {
    return error(
        pipeline("embedding=contextual-embeddings.BertEmbedding"),
        Map.of(
            "embedding.model",
            model.toString(),
            "embedding.window",
            "64",
            "embedding.overlap",
            "16"));
  }

  final Path head() throws IOException {
    return Checkout.copy(Checkout.ADAPTER, folder.resolve("head"));
  }

  final Path tinyBert() throws IOException {
    return Checkout.copy(Checkout.TINY_BERT, folder.resolve("tiny"));
  }

  static Map<String, Tensor> weights(Path model) {
    return new LinkedHashMap<>(ModelFolder.weights(model));
  }

  static void save(Path model, Map<String, Tensor> weights) {
    SafeTensors.write(model.resolve(ModelFolder.WEIGHTS), weights, Map.of());
  }

  static HeadSettings settings() {
    return Objects.requireNonNull(ModelFolder.read(Checkout.ADAPTER).head());
  }

  static void truncate(Path file) throws IOException {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      open.setLength(open.length() - 100);
    }
  }

  static ModelCard card(
      ModelCard card, String kind, @Nullable HeadSettings head, @Nullable VectorSpace base) {
    return new ModelCard(
        kind,
        card.name(),
        head,
        card.unit(),
        card.embedder(),
        base,
        card.files(),
        card.training(),
        card.data(),
        card.versions(),
        card.scores(),
        card.licence(),
        card.probe());
  }
}
