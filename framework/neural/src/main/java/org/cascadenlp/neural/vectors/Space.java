package org.cascadenlp.neural.vectors;

import org.cascadenlp.neural.sequence.Rows;
import org.cascadenlp.neural.sequence.VectorSpace;

/**
 * A space of vectors: what has one, and which they are.
 *
 * @param rows what has a vector of its own
 * @param identity which vectors they are
 */
public record Space(Rows rows, VectorSpace identity) {

  /** True where vectors of both are the same. */
  boolean fits(Space other) {
    return rows == other.rows && identity.fits(other.identity);
  }
}
