package org.cascadenlp.neural;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.Parameters;
import org.cascadenlp.core.PluginAnnotator;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.sequence.Level;
import org.cascadenlp.neural.sequence.SequenceVectors;
import org.cascadenlp.neural.sequence.VectorSpace;
import org.cascadenlp.neural.sequence.VectorStack;
import org.cascadenlp.neural.vectors.PartPlace;
import org.cascadenlp.neural.vectors.VectorAnnotations;
import org.cascadenlp.neural.vectors.VectorRun;
import org.cascadenlp.neural.vectors.VectorStep;
import org.cascadenlp.neural.vectors.VectorWiring;
import org.cascadenlp.types.Vectors;
import org.jspecify.annotations.Nullable;

/**
 * Stacks embeddings: for each sequence it concatenates the {@link Vectors} of the embeddings in its
 * aggregate, in the order of the flow, and replaces them by one {@link Vectors}, which heads read
 * like that of a single embedding. If its aggregate has no embedding, those of the next outer
 * aggregate are stacked. A single embedding is left unchanged.
 *
 * <pre>{@code
 * <import name="org.cascadenlp.static-embeddings.StaticEmbedding"/>
 * <import name="org.cascadenlp.contextual-embeddings.BertEmbedding"/>
 * <import name="org.cascadenlp.embeddings.StackedEmbedding"/>
 * }</pre>
 */
public final class StackAnnotator extends PluginAnnotator {

  @Inject private VectorWiring wiring;

  private String component = "";
  private @Nullable PartPlace here;

  @Override
  protected void configure(Parameters parameters) {
    component = parameters.component();
    PartPlace place = PartPlace.of(getContext());
    here = place;
    closing(wiring.stack(place));
  }

  /** The offsets of a sequence. */
  private record Place(int begin, int end) {}

  @Override
  protected void annotate(JCas cas) {
    VectorRun run = VectorRun.of(cas);
    PartPlace place = Objects.requireNonNull(here);
    List<VectorStep.Made> made = run.around(place);
    if (made.size() > 1) {
      List<Vectors> all = run.of(cas, made);
      List<Vectors> joined = joined(cas, all);
      if (all.isEmpty() || !joined.isEmpty()) {
        run.stacked(made, VectorStep.Made.stacked(place, made), joined);
      }
    }
  }

  /** Stacks {@code all}, which are ordered by part. */
  private List<Vectors> joined(JCas cas, List<Vectors> all) {
    Map<Place, List<Vectors>> sequences = new LinkedHashMap<>();
    for (Vectors vectors : all) {
      sequences
          .computeIfAbsent(
              new Place(vectors.getBegin(), vectors.getEnd()), place -> new ArrayList<>())
          .add(vectors);
    }
    List<Vectors> made = new ArrayList<>();
    List<VectorSpace> expected = List.of();
    for (List<Vectors> parts : sequences.values()) {
      List<VectorSpace> found = vectorSpaces(parts, Level.TOKEN);
      if (!expected.isEmpty() && !found.equals(expected)) {
        throw CascadeException.of(
            component,
            "'"
                + shortened(parts.get(0))
                + "' has vectors of "
                + found
                + ", but another sequence has vectors of "
                + expected,
            "set the same unit (sentence or document) in all embeddings before it");
      }
      expected = found;
    }
    if (expected.size() > 1) {
      VectorStack stack = new VectorStack(expected);
      removeFormer(cas, stack.vectorSpace());
      sequences.forEach((sequence, parts) -> made.add(replace(cas, sequence, parts, stack)));
    }
    return made;
  }

  /** Removes the vectors of the same space that this stack wrote in an earlier run. */
  private void removeFormer(JCas cas, VectorSpace stack) {
    String producer = Objects.requireNonNull(here).producer();
    cas.select(Vectors.class)
        .filter(
            v -> producer.equals(v.getProducer()) && stack.equals(VectorSpace.of(v, Level.TOKEN)))
        .toList()
        .forEach(Vectors::removeFromIndexes);
  }

  private static List<VectorSpace> vectorSpaces(List<Vectors> parts, Level level) {
    return parts.stream()
        .map(part -> VectorSpace.of(part, level))
        .filter(Objects::nonNull)
        .map(Objects::requireNonNull)
        .toList();
  }

  private static String shortened(Vectors sequence) {
    String text = sequence.getCoveredText();
    return text.length() > 40 ? text.substring(0, 40) + "..." : text;
  }

  private Vectors replace(JCas cas, Place place, List<Vectors> parts, VectorStack stack) {
    Vectors first = parts.get(0);
    int rows = first.getValues().size() / (first.getLayers() * first.getWidth());
    float[] values = stack.join(parts.stream().map(p -> p.getValues().toArray()).toList(), rows);
    // pooled vectors are stacked only if every part has one
    List<VectorSpace> pooled = vectorSpaces(parts, Level.SEQUENCE);
    Optional<VectorStack> pooledSpace =
        pooled.size() == parts.size() ? Optional.of(new VectorStack(pooled)) : Optional.empty();
    float[] whole =
        pooledSpace
            .map(s -> s.join(parts.stream().map(p -> p.getPooled().toArray()).toList(), 1))
            .orElse(new float[0]);
    parts.forEach(Vectors::removeFromIndexes);
    return VectorAnnotations.add(
        cas,
        place.begin,
        place.end,
        Objects.requireNonNull(here),
        stack.vectorSpace(),
        pooledSpace.map(VectorStack::vectorSpace),
        new SequenceVectors(values, whole));
  }
}
