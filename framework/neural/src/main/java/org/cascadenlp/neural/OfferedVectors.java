package org.cascadenlp.neural;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;

/** Which vectors the embeddings of one pipeline make. */
@Singleton
final class OfferedVectors {

  private final Set<Identity> identities = new CopyOnWriteArraySet<>();

  @Inject
  OfferedVectors() {}

  void add(Identity identity) {
    identities.add(identity);
  }

  /** In the order in which the embeddings were configured; none where the pipeline has none. */
  List<Identity> all() {
    return List.copyOf(identities);
  }
}
