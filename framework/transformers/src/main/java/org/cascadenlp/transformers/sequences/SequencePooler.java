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

/** How the rows of all subwords, special ones included, become one vector a window or a unit. */
public final class SequencePooler implements AutoCloseable {

  private final SequencePooling kind;
  private final Program program;
  private final Program units;

  public SequencePooler(SequencePooling kind, boolean normalize) {
    this.kind = kind;
    this.program =
        Program.load(
            SequencePooler.class,
            kind == SequencePooling.MEAN ? "pool-mean" : "pool-one",
            Map.of());
    this.units =
        Program.load(
            SequencePooler.class,
            "pool-unit",
            Map.of("result", normalize ? "torch.div(x, torch.norm(x, 2, [-1], True))" : "x"));
  }

  SequencePooling kind() {
    return kind;
  }

  /**
   * The vectors of {@code windows}.
   *
   * @param states (rows, layers, width)
   * @param firstRows the row in which each window begins
   * @return (windows, layers, width)
   */
  FloatBuffer apply(NDManager manager, NDArray states, List<Window> windows, int[] firstRows) {
    LongStream.Builder picked = LongStream.builder();
    LongStream.Builder owners = LongStream.builder();
    float[] counts = new float[windows.size()];
    for (int w = 0; w < counts.length; w++) {
      int[] places = places(windows.get(w));
      for (int place : places) {
        picked.add(firstRows[w] + place);
        owners.add(w);
      }
      counts[w] = places.length;
    }
    return program
        .one(
            Mode.INFERENCE,
            states,
            manager.create(picked.build().toArray()),
            manager.create(owners.build().toArray()),
            manager.create(counts, new Shape(counts.length, 1, 1)))
        .toByteBuffer()
        .asFloatBuffer();
  }

  /**
   * The vectors of the units that {@code windows} are of, in their order: what {@link SequenceRows}
   * makes of {@link #apply}, with gradients.
   *
   * @return (units, layers, width)
   */
  public NDArray units(
      NDManager manager, NDArray states, List<Window> windows, int[] firstRows, Mode mode) {
    Map<Subwords, Integer> lengths = new LinkedHashMap<>(); // by identity: Subwords has no equals
    windows.forEach(w -> lengths.merge(w.unit(), w.length(), Integer::sum));
    List<Subwords> order = List.copyOf(lengths.keySet());
    Map<Subwords, Integer> places = new HashMap<>();
    order.forEach(unit -> places.put(unit, places.size()));
    LongStream.Builder picked = LongStream.builder();
    LongStream.Builder owners = LongStream.builder();
    List<Float> shares = new ArrayList<>();
    for (int w = 0; w < firstRows.length; w++) {
      Window window = windows.get(w);
      float all = lengths.getOrDefault(window.unit(), 0);
      int[] rows = places(window);
      for (int row : rows) {
        picked.add(firstRows[w] + row);
        owners.add(places.getOrDefault(window.unit(), 0));
        shares.add(window.length() / all / rows.length);
      }
    }
    float[] values = new float[shares.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = shares.get(i);
    }
    return units.one(
        mode,
        states,
        manager.create(picked.build().toArray()),
        manager.create(owners.build().toArray()),
        manager.create(values, new Shape(values.length, 1, 1)),
        manager.zeros(new Shape(order.size())));
  }

  /** The places in the sequence of {@code window} whose states count. */
  private int[] places(Window window) {
    return kind == SequencePooling.MEAN ? window.own().toArray() : new int[] {window.summary()};
  }

  @Override
  public void close() {
    units.close();
    program.close();
  }
}
