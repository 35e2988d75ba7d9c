package org.cascadenlp.core.document;

/**
 * What results hold besides text and annotations, whatever their format.
 *
 * @param vectors whether the vectors of embeddings are written
 * @param types whose types the annotations have
 */
public record OutputOptions(VectorOutput vectors, OutputTypes types) {

  /** Annotations of all types. */
  public static OutputOptions of(VectorOutput vectors) {
    return new OutputOptions(vectors, OutputTypes.ALL);
  }
}
