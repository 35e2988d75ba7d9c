package org.cascadenlp.neural.embedding;

import java.util.List;
import java.util.Optional;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.sequence.Level;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.sequence.SequenceVectors;
import org.cascadenlp.neural.sequence.VectorSpace;

/** Embeds sequences of tokens as vectors. Thread safe; shared by all workers of a process. */
public interface Embedder extends AutoCloseable {

  /** The space of its token vectors for sequences without a text. */
  VectorSpace vectorSpace();

  /**
   * The level of its vectors beside pooled ones: {@link Level#TOKEN}, or {@link Level#SUBWORD} if
   * it does not pool the vectors of subwords.
   */
  default Level level() {
    return Level.TOKEN;
  }

  /** The {@code model_type} in its {@code config.json}; empty if it has no such file. */
  default String modelType() {
    return "";
  }

  /** The space of its pooled vectors of sequences; empty if it makes none. */
  default Optional<VectorSpace> pooledSpace() {
    return Optional.empty();
  }

  /**
   * The space of its vectors of {@code level}.
   *
   * @throws CascadeException if it makes no vectors of that level
   */
  default VectorSpace vectorSpace(Level level) {
    if (level == level()) {
      return vectorSpace();
    }
    return switch (level) {
      case SEQUENCE ->
          pooledSpace()
              .orElseThrow(
                  () ->
                      CascadeException.of(
                          vectorSpace().name(),
                          "makes no pooled vector of a sequence",
                          "set the embedding's parameter pooled = cls or mean, or a pooling of tokens"
                              + " in the head"));
      case TOKEN ->
          throw CascadeException.of(
              vectorSpace().name(),
              "makes vectors of subwords, and the head reads those of tokens",
              "set the parameter pooling to first, last, mean, max or first-last");
      case SUBWORD ->
          throw CascadeException.of(
              vectorSpace().name(),
              "makes vectors of tokens, and the head reads those of subwords",
              "use a transformer, for example the part BertEmbedding, with pooling = none");
    };
  }

  /**
   * True if it splits texts into subwords: its vectors of sequences with a {@link Sequence#text}
   * are in the space {@code vectorSpace().cutting(Cut.TEXT)}.
   */
  default boolean cutsText() {
    return false;
  }

  /**
   * The most tokens of context on each side that it reads: {@link Sequence#before} and {@link
   * Sequence#after} need not hold more.
   */
  default int context() {
    return 0;
  }

  /** Whether it reads a pair ({@link Sequence#pair}) as its model was trained to. */
  default boolean readsPairs() {
    return false;
  }

  /**
   * The token vectors of {@code sequences}: one array per sequence, row-major (tokens, layers,
   * width).
   *
   * <p>The bits of an array do not depend on the other sequences of the call.
   */
  List<float[]> embed(List<Sequence> sequences);

  /** As {@link #embed}, with the pooled vector of each sequence if the embedder makes one. */
  default List<SequenceVectors> vectors(List<Sequence> sequences) {
    return embed(sequences).stream().map(SequenceVectors::ofTokens).toList();
  }

  @Override
  void close();
}
