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

  /** A part counts once: what it did before counts no more when it runs again. */
  default boolean replaces(VectorStep earlier) {
    return earlier.place().equals(place()) && earlier.getClass().equals(getClass());
  }

  /**
   * An embedding, or a stack of embeddings, has made vectors.
   *
   * @param sequences what has vectors each: one, or several where that is not known
   * @param spaces those that the vectors are in; several of the same rows while it is not decided
   *     which
   * @param parts the embeddings whose numbers they hold: itself, or those of a stack
   */
  record Made(PartPlace place, Set<SequenceType> sequenceTypes, List<LevelSpace> spaces, List<Part> parts)
      implements VectorStep {

    public Made {
      sequenceTypes = Set.copyOf(sequenceTypes);
      spaces = List.copyOf(spaces);
      parts = List.copyOf(parts);
    }

    /** What an embedding has made. */
    static Made of(PartPlace place, SequenceType sequenceType, Embedder embedder) {
      Set<Cut> cuts = embedder.cutsText() ? Set.of(Cut.TOKENS) : Set.of();
      Part itself = new Part(place, embedder.vectorSpace().name(), cuts);
      return new Made(place, Set.of(sequenceType), LevelSpaces.of(embedder), List.of(itself));
    }

    /** What a stack at {@code place} makes of {@code parts}, of which there are at least two. */
    public static Made stacked(PartPlace place, List<Made> parts) {
      Set<SequenceType> sequenceTypes = new HashSet<>(parts.get(0).sequenceTypes());
      parts.forEach(part -> sequenceTypes.retainAll(part.sequenceTypes()));
      if (sequenceTypes.isEmpty()) { // the stack refuses the first document, and says why
        parts.forEach(part -> sequenceTypes.addAll(part.sequenceTypes()));
      }
      return new Made(
          place,
          sequenceTypes,
          LevelSpaces.stacked(parts),
          parts.stream().flatMap(part -> part.parts().stream()).toList());
    }

    /** The same vectors as each of {@code cuts} makes them. */
    Made cutting(List<Cut> cuts) {
      List<LevelSpace> made =
          cuts.stream()
              .flatMap(c -> spaces.stream().map(s -> new LevelSpace(s.level(), s.vectorSpace().cutting(c))))
              .toList();
      return new Made(place, sequenceTypes, made, parts.stream().map(part -> part.cutting(cuts)).toList());
    }

    /** True where the numbers of the embedding at {@code other} are among them. */
    boolean holds(PartPlace other) {
      return parts.stream().anyMatch(part -> part.place().equals(other));
    }

    /** Which vectors of tokens they are. */
    public VectorSpace vectorSpace() {
      return spaces.get(0).vectorSpace();
    }

    /** Which vectors of sequences as wholes they are; empty where there are none. */
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
   * An embedding whose numbers are in vectors.
   *
   * @param name of its model
   * @param cuts of what it cuts subwords, both while that is not decided; none where it reads whole
   *     tokens, or where that is not known
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
   * A head has read vectors, or a trainer.
   *
   * @param from what it has read, in the order of the run
   */
  record Read(PartPlace place, List<Made> from) implements VectorStep {

    public Read {
      from = List.copyOf(from);
    }
  }
}
