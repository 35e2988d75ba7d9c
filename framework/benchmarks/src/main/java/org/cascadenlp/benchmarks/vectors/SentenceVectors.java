package org.cascadenlp.benchmarks.vectors;

import java.util.List;

/** A way from sentences to one vector each: the mean over all subwords, of length 1. */
interface SentenceVectors extends AutoCloseable {

  /** The vectors of {@code sentences}, in their order. */
  List<float[]> of(List<String> sentences) throws Exception;

  @Override
  void close();
}
