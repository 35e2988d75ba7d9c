package org.cascadenlp.benchmarks.vectors;

import jakarta.inject.Singleton;
import java.util.Objects;
import org.cascadenlp.neural.embedding.Embedder;
import org.jspecify.annotations.Nullable;

/** The embedder that {@link EmbedderTap} opened, as a singleton of the pipeline's injector. */
@Singleton
final class OpenedEmbedder {

  private @Nullable Embedder embedder;

  OpenedEmbedder() {}

  void set(Embedder opened) {
    embedder = opened;
  }

  Embedder get() {
    return Objects.requireNonNull(embedder);
  }
}
