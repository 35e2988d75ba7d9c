package org.cascadenlp.neural;

import java.util.List;
import java.util.Map;
import org.cascadenlp.neural.model.HeadSettings;
import org.cascadenlp.neural.model.ModelCard;
import org.cascadenlp.neural.sequence.SequenceType;
import org.cascadenlp.neural.sequence.VectorSpace;
import org.jspecify.annotations.Nullable;

/** Model cards with a name, a sequence type and a vector space, and defaults otherwise. */
public final class HeadCards {

  private HeadCards() {}

  /** The card of head {@code name}, trained on {@code vectors} of {@code sequenceType}. */
  public static ModelCard of(
      String name, @Nullable SequenceType sequenceType, VectorSpace vectors) {
    return new ModelCard(
        "head",
        name,
        new HeadSettings("entities", List.of(), Map.of(), vectors.layers(), vectors.width(), 0),
        sequenceType,
        vectors,
        null,
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        "",
        null);
  }
}
