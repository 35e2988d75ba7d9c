package org.cascadenlp.neural.vectors;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.cascadenlp.neural.embedding.Embedder;
import org.cascadenlp.neural.sequence.Rows;
import org.cascadenlp.neural.sequence.VectorSpace;
import org.cascadenlp.neural.sequence.VectorStack;
import org.cascadenlp.types.Vectors;

/** The spaces of vectors that embedders make, that stacks of them have, and that a CAS holds. */
final class Spaces {

  private Spaces() {}

  /** Those of {@code embedder}. */
  static List<Space> of(Embedder embedder) {
    List<Space> spaces = new ArrayList<>();
    spaces.add(new Space(Rows.TOKENS, embedder.identity()));
    embedder.wholes().ifPresent(identity -> spaces.add(new Space(Rows.UNITS, identity)));
    return spaces;
  }

  /** Those of {@code vectors}. */
  static List<Space> of(Vectors vectors) {
    List<Space> spaces = new ArrayList<>();
    for (Rows rows : Rows.values()) {
      VectorSpace identity = VectorSpace.of(vectors, rows);
      if (identity != null) {
        spaces.add(new Space(rows, identity));
      }
    }
    return spaces;
  }

  /**
   * Those of a stack of {@code parts}: each way to take one space of every part; none of the rows
   * that a part lacks.
   */
  static List<Space> stacked(List<VectorStep.Made> parts) {
    List<Space> stacked = new ArrayList<>();
    for (Rows rows : Rows.values()) {
      List<List<VectorSpace>> ways = List.of(List.of());
      for (VectorStep.Made part : parts) {
        List<List<VectorSpace>> longer = new ArrayList<>();
        for (List<VectorSpace> way : ways) {
          part.spaces().stream()
              .filter(space -> space.rows() == rows)
              .forEach(space -> longer.add(with(way, space.identity())));
        }
        ways = longer;
      }
      ways.forEach(way -> stacked.add(new Space(rows, new VectorStack(way).identity())));
    }
    return stacked;
  }

  private static List<VectorSpace> with(List<VectorSpace> way, VectorSpace last) {
    List<VectorSpace> longer = new ArrayList<>(way);
    longer.add(Objects.requireNonNull(last));
    return longer;
  }
}
