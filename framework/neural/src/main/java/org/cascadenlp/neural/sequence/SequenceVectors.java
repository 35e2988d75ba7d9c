package org.cascadenlp.neural.sequence;

/**
 * The vectors of one sequence.
 *
 * @param values those of its tokens, row-major (tokens, layers, width)
 * @param pooled that of the sequence as a whole, (layers, width); empty where there is none
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier between network and CAS, never compared
public record SequenceVectors(float[] values, float[] pooled) {

  /** Vectors of tokens only. */
  public static SequenceVectors ofTokens(float[] values) {
    return new SequenceVectors(values, new float[0]);
  }
}
