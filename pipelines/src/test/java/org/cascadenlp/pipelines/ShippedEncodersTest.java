package org.cascadenlp.pipelines;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.cascadenlp.neural.embedding.EmbedderProvider;
import org.cascadenlp.neural.embedding.ModelReference;
import org.cascadenlp.testkit.neural.EncoderContract;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Every shipped encoder keeps the contract, tested with tiny models. */
@ParameterizedClass
@MethodSource("all")
class ShippedEncodersTest extends EncoderContract {

  @TempDir static Path models = Path.of("");

  @Parameter TinyEncoder tiny;

  private @Nullable ShippedEmbedder opened;

  /** One encoder of each kind of computation; with {@code -Dcascade.embedders=true} all. */
  static Stream<TinyEncoder> all() {
    String some = "tiny-(bert|deberta-v2|xlnet|gpt2|elmo|cove-odd)";
    boolean all = Boolean.getBoolean("cascade.embedders");
    return TinyEncoder.all().filter(tiny -> all || tiny.model().matches(some));
  }

  private ShippedEmbedder embedder() {
    ShippedEmbedder known = opened;
    if (known == null) {
      known = embedder(tiny, models);
      opened = known;
    }
    return known;
  }

  /** The encoder in float32, with pooled vectors. */
  static ShippedEmbedder embedder(TinyEncoder tiny, Path folder) {
    try {
      return ShippedEmbedder.of(tiny, folder, "precision=float32", "pooled=mean");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  protected EmbedderProvider provider() {
    return embedder().provider();
  }

  @Override
  protected ModelReference model() {
    return embedder().model();
  }

  /**
   * Parameters without a gradient: a constant added to all keys does not change attention, and the
   * pooler is not used.
   */
  @Override
  protected List<String> withoutGradient() {
    return List.of(".*(self\\.key|k_lin|attention\\.key|attn\\.k|key_proj)\\.bias", ".*pooler.*");
  }
}
