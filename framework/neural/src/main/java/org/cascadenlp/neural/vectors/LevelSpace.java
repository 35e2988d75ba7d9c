package org.cascadenlp.neural.vectors;

import org.cascadenlp.neural.sequence.Level;
import org.cascadenlp.neural.sequence.VectorSpace;

/**
 * A vector space together with its level: token vectors or pooled vectors.
 *
 * @param level whether vectors belong to tokens or to sequences
 * @param vectorSpace the space of the vectors
 */
public record LevelSpace(Level level, VectorSpace vectorSpace) {

  /** True if both are the same space at the same level. */
  boolean fits(LevelSpace other) {
    return level == other.level && vectorSpace.fits(other.vectorSpace);
  }
}
