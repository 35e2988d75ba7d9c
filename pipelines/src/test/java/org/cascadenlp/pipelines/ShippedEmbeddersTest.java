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

/**
 * Every shipped embedder keeps the contract: networks as tiny models, and with {@code
 * -Dcascade.embedders=true} also the models in jars.
 */
@ParameterizedClass
@MethodSource("all")
class ShippedEmbeddersTest extends EmbedderContract {

  @Parameter ShippedEmbedder embedder;

  static Stream<ShippedEmbedder> all() {
    Stream<ShippedEmbedder> words =
        Stream.of(
            ShippedEmbedder.of("static-embeddings.StaticEmbedding", "casing=classes"),
            ShippedEmbedder.of("static-embeddings.StaticEmbedding", "oov=mean"),
            ShippedEmbedder.of(
                "contextual-embeddings.BertEmbedding",
                "model=" + Checkout.TINY_BERT,
                "window=32",
                "overlap=8",
                "context=6",
                "pooled=cls",
                "precision=bfloat16"));
    return Boolean.getBoolean("cascade.embedders") ? Stream.concat(words, large()) : words;
  }

  /** The models in jars; the contract opens each a dozen times. */
  private static Stream<ShippedEmbedder> large() {
    return Stream.of("all-minilm-l6-v2", "bge-small-en-v1.5", "bge-small-zh-v1.5", "e5-small-v2")
        .map(
            name ->
                ShippedEmbedder.of(
                    "contextual-embeddings.BertEmbedding", "model=" + name, "pooled=mean"));
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
        ShippedEncodersTest.all()
            .filter(
                tiny -> tiny.model().matches("tiny-(bert|elmo|cove-odd)")) // one of each provider
            .map(tiny -> ShippedEncodersTest.embedder(tiny, folder));
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
