package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cascadenlp.neural.embedding.EmbedderProvider;
import org.cascadenlp.neural.embedding.ModelReference;
import org.cascadenlp.testkit.neural.EmbedderContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Every shipped embedder keeps the contract: one model of each kind, and MiniLM as it is used. */
@ParameterizedClass
@MethodSource("all")
class ShippedEmbeddersTest extends EmbedderContract {

  @Parameter ShippedEmbedder embedder;

  static Stream<ShippedEmbedder> all() {
    return Stream.of(
        ShippedEmbedder.of("static-embeddings.StaticEmbedding", "casing=classes"),
        ShippedEmbedder.of("static-embeddings.StaticEmbedding", "oov=mean"),
        ShippedEmbedder.of("contextual-embeddings.BertEmbedding", "pooled=mean"));
  }

  @Override
  protected EmbedderProvider provider() {
    return embedder.provider();
  }

  @Override
  protected ModelReference model() {
    return embedder.model();
  }

  @Test
  void aModelOfEveryProviderIsTested(@TempDir Path folder) {
    Stream<ShippedEmbedder> encoders =
        ShippedEncodersTest.all().map(tiny -> ShippedEncodersTest.embedder(tiny, folder));
    assertThat(
            Stream.concat(all(), encoders)
                .map(tested -> tested.provider().getClass().getName())
                .collect(Collectors.toSet()))
        .isEqualTo(
            OfferedServices.providers().stream()
                .map(provider -> provider.getClass().getName())
                .collect(Collectors.toSet()));
  }
}
