package org.cascadenlp.neural.sequence;

import java.util.List;

/**
 * The vectors of one sequence.
 *
 * @param values the vectors of its tokens, row-major (tokens, layers, width), or those of the
 *     subwords of {@code windows}
 * @param pooled the pooled vector of the sequence, (layers, width); empty if the embedder makes
 *     none
 * @param windows the subwords that {@code values} belong to; empty if they belong to tokens
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier between network and CAS, never compared
public record SequenceVectors(float[] values, float[] pooled, List<SubwordWindow> windows) {

  public SequenceVectors {
    windows = List.copyOf(windows);
  }

  /** Vectors of tokens. */
  public SequenceVectors(float[] values, float[] pooled) {
    this(values, pooled, List.of());
  }

  /** Vectors of tokens, without a pooled vector. */
  public static SequenceVectors ofTokens(float[] values) {
    return new SequenceVectors(values, new float[0]);
  }
}
