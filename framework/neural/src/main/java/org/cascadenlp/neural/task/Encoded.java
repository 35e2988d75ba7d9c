package org.cascadenlp.neural.task;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.cascadenlp.neural.sequence.Level;
import org.cascadenlp.neural.sequence.SubwordWindow;

/**
 * The vectors of a batch, the input of a {@link Head}. Arrays that a head makes of them belong to
 * the vectors' manager.
 *
 * @param vectors (rows of all instances, layers, width)
 * @param rows the number of rows of each instance: its tokens, its sequences on {@link
 *     Level#SEQUENCE}, or the subwords of its windows on {@link Level#SUBWORD}
 * @param windows the windows of each instance on {@link Level#SUBWORD}; else empty
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record Encoded(NDArray vectors, int[] rows, List<List<SubwordWindow>> windows) {

  public Encoded {
    windows = List.copyOf(windows);
  }

  /** Vectors of tokens or sequences. */
  public Encoded(NDArray vectors, int[] rows) {
    this(vectors, rows, List.of());
  }
}
