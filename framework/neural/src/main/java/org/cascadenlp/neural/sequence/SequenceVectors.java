package org.cascadenlp.neural.sequence;

/**
 * The vectors of one sequence.
 *
 * @param values the vectors of its tokens, row-major (tokens, layers, width)
 * @param pooled the pooled vector of the sequence, (layers, width); empty if the embedder makes
 *     none
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier between network and CAS, never compared
public record SequenceVectors(float[] values, float[] pooled) {

  /** Vectors of tokens, without a pooled vector. */
  public static SequenceVectors ofTokens(float[] values) {
    return new SequenceVectors(values, new float[0]);
  }
}
