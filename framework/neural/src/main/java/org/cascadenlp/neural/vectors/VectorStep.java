package org.cascadenlp.neural.vectors;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cascadenlp.neural.embedding.Embedder;
import org.cascadenlp.neural.sequence.Cut;
import org.cascadenlp.neural.sequence.Level;
import org.cascadenlp.neural.sequence.SequenceType;
import org.cascadenlp.neural.sequence.VectorSpace;

/** What a part of a run did with vectors; the steps of a run stand in the order of its flow. */
public sealed interface VectorStep {

  /** The part. */
  PartPlace place();

  /** True if {@code earlier} is the same kind of step by the same part, which this one replaces. */
  default boolean replaces(VectorStep earlier) {
    return earlier.place().equals(place()) && earlier.getClass().equals(getClass());
  }

  /**
   * The step of an embedding or a stack: it made vectors.
   *
   * @param sequenceTypes the sequence type, or all possible ones if unknown
   * @param spaces the spaces of the vectors; several of one level while the cut is not resolved
   * @param parts the embedding itself, or the embeddings of a stack
   */
  record Made(
      PartPlace place, Set<SequenceType> sequenceTypes, List<LevelSpace> spaces, List<Part> parts)
      implements VectorStep {

    public Made {
      sequenceTypes = Set.copyOf(sequenceTypes);
      spaces = List.copyOf(spaces);
      parts = List.copyOf(parts);
    }

    /** The vectors of an embedding. */
    static Made of(PartPlace place, SequenceType sequenceType, Embedder embedder) {
      Set<Cut> cuts = embedder.cutsText() ? Set.of(Cut.TOKENS) : Set.of();
      Part itself = new Part(place, embedder.vectorSpace().name(), cuts);
      return new Made(place, Set.of(sequenceType), LevelSpaces.of(embedder), List.of(itself));
    }

    /** The vectors of a stack at {@code place} of at least two {@code parts}. */
    public static Made stacked(PartPlace place, List<Made> parts) {
      Set<SequenceType> sequenceTypes = new HashSet<>(parts.get(0).sequenceTypes());
      parts.forEach(part -> sequenceTypes.retainAll(part.sequenceTypes()));
      if (sequenceTypes.isEmpty()) { // the stack reports the error at the first document
        parts.forEach(part -> sequenceTypes.addAll(part.sequenceTypes()));
      }
      return new Made(
          place,
          sequenceTypes,
          LevelSpaces.stacked(parts),
          parts.stream().flatMap(part -> part.parts().stream()).toList());
    }

    /** These vectors with each of {@code cuts}. */
    Made cutting(List<Cut> cuts) {
      List<LevelSpace> made =
          cuts.stream()
              .flatMap(
                  c ->
                      spaces.stream()
                          .map(s -> new LevelSpace(s.level(), s.vectorSpace().cutting(c))))
              .toList();
      return new Made(
          place, sequenceTypes, made, parts.stream().map(part -> part.cutting(cuts)).toList());
    }

    /** True if the embedding at {@code other} is one of the parts. */
    boolean holds(PartPlace other) {
      return parts.stream().anyMatch(part -> part.place().equals(other));
    }

    /** True if the embedding at {@code other}, and no other, is its part. */
    boolean isAlone(PartPlace other) {
      return parts.size() == 1 && holds(other);
    }

    /** The space of the token vectors. */
    public VectorSpace vectorSpace() {
      return spaces.get(0).vectorSpace();
    }

    /** The space of the pooled vectors; empty if there are none. */
    public Optional<VectorSpace> pooledSpace() {
      return spaces.stream()
          .filter(space -> space.level() == Level.SEQUENCE)
          .map(LevelSpace::vectorSpace)
          .findFirst();
    }

    /** The name of the model and the role, for errors. */
    String shown() {
      return new Part(place, vectorSpace().name(), Set.of()).shown();
    }
  }

  /**
   * An embedding whose vectors are part of others, possibly stacked.
   *
   * @param name the name of its model
   * @param cuts its cut, both while that is not resolved; empty if it reads whole tokens or if
   *     unknown
   */
  record Part(PartPlace place, String name, Set<Cut> cuts) {

    public Part {
      cuts = Set.copyOf(cuts);
    }

    private Part cutting(List<Cut> others) {
      return cuts.isEmpty() ? this : new Part(place, name, Set.copyOf(others));
    }

    /** The name of the model and the role, for errors. */
    String shown() {
      return name + " (" + place.role() + ")";
    }
  }

  /**
   * The step of a head or trainer: it read vectors.
   *
   * @param from the vectors it read, in the order of the run
   */
  record Read(PartPlace place, List<Made> from) implements VectorStep {

    public Read {
      from = List.copyOf(from);
    }
  }
}
