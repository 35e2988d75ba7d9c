package org.cascadenlp.neural.vectors;

import org.cascadenlp.neural.sequence.Level;
import org.cascadenlp.neural.sequence.VectorSpace;

/**
 * A space of vectors: what has one, and which they are.
 *
 * @param level what has a vector of its own
 * @param vectorSpace which vectors they are
 */
public record LevelSpace(Level level, VectorSpace vectorSpace) {

  /** True where vectors of both are the same. */
  boolean fits(LevelSpace other) {
    return level == other.level && vectorSpace.fits(other.vectorSpace);
  }
}
