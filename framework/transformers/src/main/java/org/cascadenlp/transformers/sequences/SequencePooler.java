package org.cascadenlp.transformers.sequences;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.cascadenlp.neural.embedding.EmbedderSettings.SequencePooling;
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.neural.torch.Program;

/**
 * Pools the states of all subwords, including special tokens, into one vector per window or
 * sequence.
 */
public final class SequencePooler implements AutoCloseable {

  private final SequencePooling kind;
  private final int pad;
  private final Program program;
  private final Program units;

  /**
   * A pooler.
   *
   * @param pad the id of the subword that is never the last one; -1 if there is none
   */
  public SequencePooler(SequencePooling kind, boolean normalize, int pad) {
    this.kind = kind;
    this.pad = pad;
    this.program =
        Program.load(
            SequencePooler.class,
            kind == SequencePooling.MEAN ? "pool-mean" : "pool-one",
            Map.of());
    this.units =
        Program.load(
            SequencePooler.class,
            "pool-sequence",
            Map.of("result", normalize ? "torch.div(x, torch.norm(x, 2, [-1], True))" : "x"));
  }

  SequencePooling kind() {
    return kind;
  }

  /**
   * The pooled vectors of {@code windows}.
   *
   * @param states (rows, layers, width)
   * @param firstRows the first row of each window
   * @return (windows, layers, width)
   */
  FloatBuffer apply(NDManager manager, NDArray states, List<Window> windows, int[] firstRows) {
    LongStream.Builder rows = LongStream.builder();
    LongStream.Builder owners = LongStream.builder();
    float[] counts = new float[windows.size()];
    for (int w = 0; w < counts.length; w++) {
      int[] indices = indices(windows.get(w));
      for (int place : indices) {
        rows.add(firstRows[w] + place);
        owners.add(w);
      }
      counts[w] = indices.length;
    }
    return program
        .one(
            Mode.INFERENCE,
            states,
            manager.create(rows.build().toArray()),
            manager.create(owners.build().toArray()),
            manager.create(counts, new Shape(counts.length, 1, 1)))
        .toByteBuffer()
        .asFloatBuffer();
  }

  /**
   * The pooled vectors of the sequences that {@code windows} belong to, in their order, with
   * gradients. They equal {@link SequenceAccumulator}'s from {@link #apply}.
   *
   * @return (sequences, layers, width)
   */
  public NDArray sequences(
      NDManager manager, NDArray states, List<Window> windows, int[] firstRows, Mode mode) {
    Map<Subwords, Integer> lengths = new LinkedHashMap<>(); // by identity: Subwords has no equals
    windows.forEach(w -> lengths.merge(w.subwords(), w.length(), Integer::sum));
    List<Subwords> order = List.copyOf(lengths.keySet());
    Map<Subwords, Integer> indices = new HashMap<>();
    order.forEach(subwords -> indices.put(subwords, indices.size()));
    LongStream.Builder rows = LongStream.builder();
    LongStream.Builder owners = LongStream.builder();
    List<Float> weights = new ArrayList<>();
    for (int w = 0; w < firstRows.length; w++) {
      Window window = windows.get(w);
      float all = lengths.getOrDefault(window.subwords(), 0);
      int[] pooled = indices(window);
      for (int index : pooled) {
        rows.add(firstRows[w] + index);
        owners.add(indices.getOrDefault(window.subwords(), 0));
        weights.add(window.length() / all / pooled.length);
      }
    }
    float[] values = new float[weights.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = weights.get(i);
    }
    return units.one(
        mode,
        states,
        manager.create(rows.build().toArray()),
        manager.create(owners.build().toArray()),
        manager.create(values, new Shape(values.length, 1, 1)),
        manager.zeros(new Shape(order.size())));
  }

  /** The indices in {@code window} of the states to pool. */
  private int[] indices(Window window) {
    return switch (kind) {
      case MEAN -> window.pooled().toArray();
      case LAST -> new int[] {window.lastPooled(pad)};
      default -> new int[] {window.classification()};
    };
  }

  @Override
  public void close() {
    units.close();
    program.close();
  }
}
