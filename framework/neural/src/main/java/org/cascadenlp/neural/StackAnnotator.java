package org.cascadenlp.neural;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.CascadeException;
import org.cascadenlp.core.Parameters;
import org.cascadenlp.core.PluginAnnotator;
import org.cascadenlp.types.Vectors;
import org.jspecify.annotations.Nullable;

/**
 * Puts the {@link Vectors} that several embeddings before it have made of the same units side by
 * side, in the order of the embeddings: one {@link Vectors} a unit is left, which heads read as
 * that of one embedding. What is alone stays as it is.
 *
 * <pre>{@code
 * <import name="org.cascadenlp.static-embeddings.StaticEmbedding"/>
 * <import name="org.cascadenlp.contextual-embeddings.BertEmbedding"/>
 * <import name="org.cascadenlp.embeddings.StackedEmbedding"/>
 * }</pre>
 */
public final class StackAnnotator extends PluginAnnotator {

  @Inject private @Nullable OfferedVectors offered;

  private String component = "";

  @Override
  protected void configure(Parameters parameters) {
    component = parameters.component();
    Objects.requireNonNull(offered).stack();
  }

  /** Where a unit is. */
  private record Place(int begin, int end) {}

  @Override
  protected void annotate(JCas cas) {
    Map<Place, List<Vectors>> units = new LinkedHashMap<>();
    for (Vectors vectors : cas.select(Vectors.class)) {
      units
          .computeIfAbsent(
              new Place(vectors.getBegin(), vectors.getEnd()), place -> new ArrayList<>())
          .add(vectors);
    }
    List<Identity> expected = List.of();
    for (List<Vectors> parts : units.values()) {
      List<Identity> found = identities(parts, Rows.TOKENS);
      if (!expected.isEmpty() && !found.equals(expected)) {
        throw CascadeException.of(
            component,
            "'"
                + shortened(parts.get(0))
                + "' has vectors of "
                + found
                + ", another unit those of "
                + expected,
            "set the same unit (sentence or document) in all embeddings before it");
      }
      expected = found;
    }
    if (expected.size() > 1) {
      VectorStack stack = new VectorStack(expected);
      units.forEach((place, parts) -> replace(cas, place, parts, stack));
    }
  }

  private static List<Identity> identities(List<Vectors> parts, Rows rows) {
    return parts.stream()
        .map(part -> Identity.of(part, rows))
        .filter(Objects::nonNull)
        .map(Objects::requireNonNull)
        .toList();
  }

  private static String shortened(Vectors unit) {
    String text = unit.getCoveredText();
    return text.length() > 40 ? text.substring(0, 40) + "..." : text;
  }

  private static void replace(JCas cas, Place place, List<Vectors> parts, VectorStack stack) {
    Vectors first = parts.get(0);
    int rows = first.getValues().size() / (first.getLayers() * first.getWidth());
    float[] values = stack.join(parts.stream().map(p -> p.getValues().toArray()).toList(), rows);
    // a unit as a whole has a vector where it has one in each part
    List<Identity> pooled = identities(parts, Rows.UNITS);
    Optional<VectorStack> wholes =
        pooled.size() == parts.size() ? Optional.of(new VectorStack(pooled)) : Optional.empty();
    float[] whole =
        wholes
            .map(s -> s.join(parts.stream().map(p -> p.getPooled().toArray()).toList(), 1))
            .orElse(new float[0]);
    parts.forEach(Vectors::removeFromIndexes);
    VectorAnnotations.add(
        cas,
        place.begin,
        place.end,
        stack.identity(),
        wholes.map(VectorStack::identity),
        new UnitVectors(values, whole));
  }
}
