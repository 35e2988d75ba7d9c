package org.cascadenlp.transformers.sequences;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.cascadenlp.neural.embedding.EmbedderSettings.Pooling;
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.neural.torch.Program;

/** Pools the states of a token's subwords into the vector of the token. */
public final class SubwordPooling implements AutoCloseable {

  private final Pooling pooling;
  private final Program program;

  public SubwordPooling(Pooling pooling) {
    this.pooling = pooling;
    this.program =
        Program.load(
            SubwordPooling.class,
            switch (pooling) {
              case FIRST, LAST, NONE -> "pool-one";
              case MEAN -> "pool-mean";
              case MAX -> "pool-max";
              case FIRST_LAST -> "pool-two";
              case AUTO -> throw new IllegalArgumentException("choose first or last by the model");
            },
            Map.of());
  }

  /**
   * The vectors of the tokens of {@code windows}.
   *
   * @param states (rows, layers, width)
   * @param firstRows the first row of each window, including its special tokens
   * @return (tokens, layers, width), with the width of {@link Pooling#width}; without pooling
   *     (subwords, layers, width)
   */
  public NDArray apply(
      NDManager manager, NDArray states, List<Window> windows, int[] firstRows, Mode mode) {
    if (pooling == Pooling.NONE) {
      return unpooled(manager, states, windows, firstRows, mode);
    }
    LongStream.Builder rows = LongStream.builder();
    LongStream.Builder owners = LongStream.builder();
    float[] counts = new float[windows.stream().mapToInt(Window::tokens).sum()];
    int token = 0;
    for (int b = 0; b < windows.size(); b++) {
      Window w = windows.get(b);
      for (int t = w.fromToken(); t < w.toToken(); t++, token++) {
        switch (pooling) {
          case FIRST_LAST -> {
            rows.add(firstRows[b] + w.index(w.first(t)));
            owners.add(firstRows[b] + w.index(w.last(t)));
          }
          case FIRST, LAST -> {
            rows.add(firstRows[b] + w.index(pooling == Pooling.FIRST ? w.first(t) : w.last(t)));
            owners.add(token);
            counts[token] = 1;
          }
          case MEAN, MAX -> counts[token] = addAll(rows, owners, firstRows[b], w, t, token);
          case NONE, AUTO -> throw new IllegalStateException(pooling + " makes no tokens");
        }
      }
    }
    return program.one(
        mode,
        states,
        manager.create(rows.build().toArray()),
        manager.create(owners.build().toArray()),
        manager.create(counts, new Shape(counts.length, 1, 1)));
  }

  /** The states of all subwords of {@code windows}. */
  private NDArray unpooled(
      NDManager manager, NDArray states, List<Window> windows, int[] firstRows, Mode mode) {
    LongStream.Builder rows = LongStream.builder();
    for (int b = 0; b < windows.size(); b++) {
      for (int s = 0; s < windows.get(b).length(); s++) {
        rows.add(firstRows[b] + s);
      }
    }
    long[] all = rows.build().toArray();
    float[] counts = new float[all.length];
    Arrays.fill(counts, 1);
    return program.one(
        mode,
        states,
        manager.create(all),
        manager.create(LongStream.range(0, all.length).toArray()),
        manager.create(counts, new Shape(counts.length, 1, 1)));
  }

  /**
   * Adds the rows of the subwords of token {@code t} of {@code w}, at least one; returns their
   * number.
   */
  private static int addAll(
      LongStream.Builder rows,
      LongStream.Builder owners,
      int firstRow,
      Window w,
      int t,
      int token) {
    int count = 0;
    for (int s = w.begin(t); s < w.end(t); s++) {
      if (w.subwords().isText(s)) {
        rows.add(firstRow + w.index(s));
        owners.add(token);
        count++;
      }
    }
    if (count == 0) {
      rows.add(firstRow + w.index(w.first(t)));
      owners.add(token);
      count = 1;
    }
    return count;
  }

  @Override
  public void close() {
    program.close();
  }
}
