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
  private volatile boolean stacked;

  @Inject
  OfferedVectors() {}

  /**
   * Says that the vectors are put side by side: which they are then, is known with the first
   * document.
   */
  void stack() {
    stacked = true;
  }

  void add(Identity identity) {
    identities.add(identity);
  }

  /**
   * In the order in which the embeddings were configured; none where the pipeline has none, or
   * where they are not known yet.
   */
  List<Identity> all() {
    return stacked ? List.of() : List.copyOf(identities);
  }
}
