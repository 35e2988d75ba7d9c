package org.cascadenlp.transformers.sequences;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.cascadenlp.transformers.program.SubwordBatch;
import org.cascadenlp.transformers.program.TransformerNetwork;

/**
 * What units that are read segment after segment remember: the last states before each layer, of
 * the unit's subwords alone (Dai et al. 2019, section 3.2). The special tokens of a segment are not
 * among them, so distances are those of the text, as in XLNet's pretraining.
 *
 * <p>No gradient goes back through them.
 */
final class SegmentMemory implements AutoCloseable {

  private final TransformerNetwork network;
  private final NDManager manager;
  private final int most;
  private final Map<Subwords, NDArray> states = new HashMap<>(); // by identity: no equals there

  /**
   * Nothing yet.
   *
   * @param owner of what is remembered, until this is closed
   * @param most how many states of a unit are kept
   */
  SegmentMemory(TransformerNetwork network, NDManager owner, int most) {
    this.network = network;
    this.manager = owner.newSubManager();
    this.most = most;
  }

  /** How many states {@code window} remembers. */
  int length(Window window) {
    NDArray known = states.get(window.unit());
    return known == null ? 0 : (int) known.getShape().get(0);
  }

  /** The places of the grid that hold them. */
  int gridLength(Window window) {
    return SubwordBatch.padded(length(window));
  }

  /** What {@code windows} remember, as {@link SubwordBatch} orders it: (rows, layers, width). */
  NDArray recall(NDManager owner, List<Window> windows) {
    List<NDArray> parts = new ArrayList<>();
    int rows = 0;
    for (Window window : windows) {
      NDArray known = states.get(window.unit());
      if (known != null) {
        parts.add(known);
        rows += length(window);
      }
    }
    if (rows == 0) {
      return network.nothing(owner);
    }
    long[] places = LongStream.range(0, SubwordBatch.padded(rows)).toArray();
    Arrays.fill(places, rows, places.length, 0); // rows that only pad
    return network.rows(owner, places, parts);
  }

  /**
   * Keeps what the next segments of the units of {@code windows} shall remember.
   *
   * @param firstRows the row in which each window begins
   * @param earlier what {@link #recall} gave
   * @param before the states before each layer: (rows, layers, width)
   */
  void keep(
      NDManager owner, List<Window> windows, int[] firstRows, NDArray earlier, NDArray before) {
    LongStream.Builder places = LongStream.builder();
    List<Subwords> units = new ArrayList<>();
    List<Long> ends = new ArrayList<>();
    long end = 0;
    long own = 0;
    for (int w = 0; w < firstRows.length; w++) {
      Window window = windows.get(w);
      int known = length(window);
      if (!window.isLast()) {
        int read = window.to() - window.from();
        int old = Math.max(0, Math.min(known, most - read));
        LongStream.range(own + known - old, own + known).forEach(places);
        long after = earlier.getShape().get(0) + firstRows[w] + window.place(window.to());
        int fresh = Math.min(read, most);
        LongStream.range(after - fresh, after).forEach(places);
        units.add(window.unit());
        end += old + fresh;
        ends.add(end);
      }
      own += known;
    }
    if (units.isEmpty()) {
      return;
    }
    NDArray all = network.rows(owner, places.build().toArray(), List.of(earlier, before));
    long[] cuts = ends.subList(0, ends.size() - 1).stream().mapToLong(Long::longValue).toArray();
    NDList parts = cuts.length == 0 ? new NDList(all) : all.split(cuts);
    parts.attach(manager);
    for (int i = 0; i < units.size(); i++) {
      NDArray old = states.put(units.get(i), parts.get(i));
      if (old != null) {
        old.close();
      }
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
