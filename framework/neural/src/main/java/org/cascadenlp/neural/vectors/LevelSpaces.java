package org.cascadenlp.neural.vectors;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.cascadenlp.neural.embedding.Embedder;
import org.cascadenlp.neural.sequence.Level;
import org.cascadenlp.neural.sequence.VectorSpace;
import org.cascadenlp.neural.sequence.VectorStack;
import org.cascadenlp.types.Vectors;

/** Lists the vector spaces of embedders, of stacks, and of vectors in a CAS. */
final class LevelSpaces {

  private LevelSpaces() {}

  /** The spaces of {@code embedder}. */
  static List<LevelSpace> of(Embedder embedder) {
    List<LevelSpace> spaces = new ArrayList<>();
    spaces.add(new LevelSpace(embedder.level(), embedder.vectorSpace()));
    embedder
        .pooledSpace()
        .ifPresent(vectorSpace -> spaces.add(new LevelSpace(Level.SEQUENCE, vectorSpace)));
    return spaces;
  }

  /** The spaces of {@code vectors}. */
  static List<LevelSpace> of(Vectors vectors) {
    List<LevelSpace> spaces = new ArrayList<>();
    for (Level level : Level.values()) {
      VectorSpace vectorSpace = VectorSpace.of(vectors, level);
      if (vectorSpace != null) {
        spaces.add(new LevelSpace(level, vectorSpace));
      }
    }
    return spaces;
  }

  /**
   * The spaces of a stack of {@code parts}: every combination of one space from each part. A level
   * that a part lacks has none.
   */
  static List<LevelSpace> stacked(List<VectorStep.Made> parts) {
    List<LevelSpace> stacked = new ArrayList<>();
    for (Level level : Level.values()) {
      List<List<VectorSpace>> ways = List.of(List.of());
      for (VectorStep.Made part : parts) {
        List<List<VectorSpace>> longer = new ArrayList<>();
        for (List<VectorSpace> way : ways) {
          part.spaces().stream()
              .filter(space -> space.level() == level)
              .forEach(space -> longer.add(with(way, space.vectorSpace())));
        }
        ways = longer;
      }
      ways.forEach(way -> stacked.add(new LevelSpace(level, new VectorStack(way).vectorSpace())));
    }
    return stacked;
  }

  private static List<VectorSpace> with(List<VectorSpace> way, VectorSpace last) {
    List<VectorSpace> longer = new ArrayList<>(way);
    longer.add(Objects.requireNonNull(last));
    return longer;
  }
}
