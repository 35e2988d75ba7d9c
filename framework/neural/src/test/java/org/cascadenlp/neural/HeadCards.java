package org.cascadenlp.neural;

import java.util.List;
import java.util.Map;
import org.cascadenlp.neural.model.HeadSettings;
import org.cascadenlp.neural.model.ModelCard;
import org.cascadenlp.neural.sequence.SequenceType;
import org.cascadenlp.neural.sequence.VectorSpace;
import org.jspecify.annotations.Nullable;

/** Cards of heads of which only the name, the sequence and the vectors matter. */
public final class HeadCards {

  private HeadCards() {}

  /** That of a head called {@code name}, trained on {@code vectors} of sequences of type {@code sequenceType}. */
  public static ModelCard of(String name, @Nullable SequenceType sequenceType, VectorSpace vectors) {
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
