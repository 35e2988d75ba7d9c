package org.cascadenlp.benchmarks.vectors;

import java.util.List;

/** Computes one vector per sentence: the mean over all subwords, normalised to length 1. */
interface SentenceVectors extends AutoCloseable {

  /** The vectors of {@code sentences}, in their order. */
  List<float[]> of(List<String> sentences) throws Exception;

  @Override
  void close();
}
