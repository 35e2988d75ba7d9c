package org.cascadenlp.neural;

import java.util.List;

/** Turns units of tokens into vectors. Thread safe; shared by all workers of a process. */
public interface Embedder extends AutoCloseable {

  /** Which vectors this embedder makes. */
  Identity identity();

  /**
   * The vectors of {@code units}, one array a unit, row-major (tokens, layers, width).
   *
   * <p>An array does not depend on what else is embedded beside it, to the bit.
   */
  List<float[]> embed(List<Unit> units);

  /**
   * As {@link #embed}, beside them the vector of each unit as a whole where the embedder makes one.
   */
  default List<UnitVectors> vectors(List<Unit> units) {
    return embed(units).stream().map(UnitVectors::ofTokens).toList();
  }

  @Override
  void close();
}
