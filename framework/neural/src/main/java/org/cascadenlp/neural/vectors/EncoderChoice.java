package org.cascadenlp.neural.vectors;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Chooses the encoder of an embedding: its own or, if the head after it fits no vectors and was
 * trained with the encoder in its own folder, that one.
 */
final class EncoderChoice {

  private EncoderChoice() {}

  /**
   * A part that reads vectors.
   *
   * @param read the vectors it reads, or those it would read with another cut
   * @param reach the vectors it considers, the nearest first
   */
  record Reading(VectorReader reader, List<VectorStep.Made> read, List<VectorStep.Made> reach) {

    /**
     * Whether it needs the encoder beside its head in the place of the one that makes {@code own}.
     */
    private boolean needsEncoder(VectorStep.Made own) {
      VectorReader.Head head = reader.withEncoder().orElse(null);
      return head != null
          && read.isEmpty()
          && !reach.isEmpty()
          && reach.get(0).isAlone(own.place())
          && !head.isOf(own);
    }

    /** Whether the same vectors of the same encoder serve both. */
    private boolean sharesEncoder(Reading other) {
      VectorReader.Head own = reader.withEncoder().orElseThrow();
      VectorReader.Head others = other.reader.withEncoder().orElseThrow();
      return own.encoder().equals(others.encoder())
          && Objects.equals(own.card().embedder(), others.card().embedder());
    }
  }

  /**
   * The head whose encoder makes the vectors in the place of {@code own}; empty if they are made as
   * its descriptor says.
   *
   * @throws org.cascadenlp.core.error.CascadeException if another part reads {@code own}
   */
  static Optional<VectorReader.Head> of(VectorStep.Made own, List<Reading> readings) {
    Reading first = null;
    List<VectorReader> others = new ArrayList<>();
    for (Reading one : readings) {
      if (one.needsEncoder(own)) {
        if (first == null) {
          first = one;
        } else if (!one.sharesEncoder(first)) {
          others.add(one.reader);
        }
      } else if (one.read.stream().anyMatch(made -> made.holds(own.place()))) {
        others.add(one.reader);
      }
    }
    if (first != null && !others.isEmpty()) {
      throw first.reader.shared(own, others.get(0));
    }
    return first == null ? Optional.empty() : first.reader.withEncoder();
  }
}
