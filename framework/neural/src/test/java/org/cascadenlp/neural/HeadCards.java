package org.cascadenlp.neural;

import java.util.List;
import java.util.Map;
import org.cascadenlp.neural.model.HeadSettings;
import org.cascadenlp.neural.model.ModelCard;
import org.cascadenlp.neural.sequence.SequenceType;
import org.cascadenlp.neural.sequence.VectorSpace;
import org.jspecify.annotations.Nullable;

/** Cards of heads of which only the name, the unit and the vectors matter. */
public final class HeadCards {

  private HeadCards() {}

  /** That of a head called {@code name}, trained on {@code vectors} of {@code unit}. */
  public static ModelCard of(String name, @Nullable SequenceType unit, VectorSpace vectors) {
    return new ModelCard(
        "head",
        name,
        new HeadSettings("entities", List.of(), Map.of(), vectors.layers(), vectors.width(), 0),
        unit,
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
