package org.cascadenlp.core.document;

/**
 * Options of the output that are independent of its format.
 *
 * @param vectors whether the vectors of embeddings are written
 * @param types which annotation types are written
 */
public record OutputOptions(VectorOutput vectors, OutputTypes types) {

  /** Annotations of all types. */
  public static OutputOptions of(VectorOutput vectors) {
    return new OutputOptions(vectors, OutputTypes.ALL);
  }
}
