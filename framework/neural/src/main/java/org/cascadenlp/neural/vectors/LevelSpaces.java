package org.cascadenlp.neural.vectors;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.cascadenlp.neural.embedding.Embedder;
import org.cascadenlp.neural.sequence.Level;
import org.cascadenlp.neural.sequence.VectorSpace;
import org.cascadenlp.neural.sequence.VectorStack;
import org.cascadenlp.types.Vectors;

/** The spaces of vectors that embedders make, that stacks of them have, and that a CAS holds. */
final class LevelSpaces {

  private LevelSpaces() {}

  /** Those of {@code embedder}. */
  static List<LevelSpace> of(Embedder embedder) {
    List<LevelSpace> spaces = new ArrayList<>();
    spaces.add(new LevelSpace(Level.TOKEN, embedder.vectorSpace()));
    embedder.pooledSpace().ifPresent(vectorSpace -> spaces.add(new LevelSpace(Level.SEQUENCE, vectorSpace)));
    return spaces;
  }

  /** Those of {@code vectors}. */
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
   * Those of a stack of {@code parts}: each way to take one space of every part; none of the rows
   * that a part lacks.
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
