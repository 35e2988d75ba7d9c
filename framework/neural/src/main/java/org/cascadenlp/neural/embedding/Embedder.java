package org.cascadenlp.neural.embedding;

import java.util.List;
import java.util.Optional;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.sequence.Rows;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.sequence.SequenceVectors;
import org.cascadenlp.neural.sequence.VectorSpace;

/** Turns units of tokens into vectors. Thread safe; shared by all workers of a process. */
public interface Embedder extends AutoCloseable {

  /** Which vectors of tokens this embedder makes of units without a text. */
  VectorSpace identity();

  /** What {@code model_type} in its {@code config.json} says; empty where it has none. */
  default String modelType() {
    return "";
  }

  /** Which vectors of whole units this embedder makes; empty where it makes none. */
  default Optional<VectorSpace> wholes() {
    return Optional.empty();
  }

  /** Which vectors of {@code rows} this embedder makes; an error where it makes none. */
  default VectorSpace identity(Rows rows) {
    return rows == Rows.TOKENS
        ? identity()
        : wholes()
            .orElseThrow(
                () ->
                    CascadeException.of(
                        identity().name(),
                        "makes no vector of a unit as a whole",
                        "set the embedding's parameter pooled = cls or mean, or a pooling of tokens"
                            + " in the head"));
  }

  /**
   * Whether it reads subwords, which can be cut from the text: of sequences that have a {@link
   * Sequence#text} it makes the vectors of {@code identity().cutting(Cut.TEXT)}.
   */
  default boolean cutsText() {
    return false;
  }

  /**
   * How many tokens of its neighbours on each side it reads beside a sequence at most: {@link
   * Sequence#before} and {@link Sequence#after} need not hold more.
   */
  default int context() {
    return 0;
  }

  /**
   * The vectors of {@code units}, one array a unit, row-major (tokens, layers, width).
   *
   * <p>An array does not depend on what else is embedded beside it, to the bit.
   */
  List<float[]> embed(List<Sequence> units);

  /**
   * As {@link #embed}, beside them the vector of each unit as a whole where the embedder makes one.
   */
  default List<SequenceVectors> vectors(List<Sequence> units) {
    return embed(units).stream().map(SequenceVectors::ofTokens).toList();
  }

  @Override
  void close();
}
