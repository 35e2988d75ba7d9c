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
 * The memory of segment recurrence (mems; Dai et al. 2019, section 3.2): for each sequence that is
 * read segment by segment, the last inputs of each layer. States of special tokens are not kept, so
 * relative distances are those in the text, as in XLNet's pretraining.
 *
 * <p>Gradients do not flow through the memory.
 */
final class SegmentRecurrence implements AutoCloseable {

  private final TransformerNetwork network;
  private final NDManager manager;
  private final int limit;
  private final Map<Subwords, NDArray> states =
      new HashMap<>(); // by identity: Subwords has no equals

  /**
   * An empty memory.
   *
   * @param owner the parent of the manager that owns the states until this is closed
   * @param limit the maximum number of states per sequence
   */
  SegmentRecurrence(TransformerNetwork network, NDManager owner, int limit) {
    this.network = network;
    this.manager = owner.newSubManager();
    this.limit = limit;
  }

  /** The number of states in memory for {@code window}. */
  int length(Window window) {
    NDArray stored = states.get(window.subwords());
    return stored == null ? 0 : (int) stored.getShape().get(0);
  }

  /** Their number of cells in the grid. */
  int gridLength(Window window) {
    return SubwordBatch.padded(length(window));
  }

  /**
   * The states in memory for {@code windows}, in the order of {@link SubwordBatch}: (rows, layers,
   * width).
   */
  NDArray get(NDManager owner, List<Window> windows) {
    List<NDArray> parts = new ArrayList<>();
    int rows = 0;
    for (Window window : windows) {
      NDArray stored = states.get(window.subwords());
      if (stored != null) {
        parts.add(stored);
        rows += length(window);
      }
    }
    if (rows == 0) {
      return network.noMemory(owner);
    }
    long[] indices = LongStream.range(0, SubwordBatch.padded(rows)).toArray();
    Arrays.fill(indices, rows, indices.length, 0); // padding rows
    return network.rows(owner, indices, parts);
  }

  /**
   * Updates the memory for the next segments of {@code windows}.
   *
   * @param firstRows the first row of each window
   * @param earlier the result of {@link #get}
   * @param before the inputs of each layer: (rows, layers, width)
   */
  void update(
      NDManager owner, List<Window> windows, int[] firstRows, NDArray earlier, NDArray before) {
    LongStream.Builder indices = LongStream.builder();
    List<Subwords> sequences = new ArrayList<>();
    List<Long> ends = new ArrayList<>();
    long end = 0;
    long offset = 0;
    for (int w = 0; w < firstRows.length; w++) {
      Window window = windows.get(w);
      int stored = length(window);
      if (!window.isLast()) {
        int read = window.to() - window.from();
        int old = Math.max(0, Math.min(stored, limit - read));
        LongStream.range(offset + stored - old, offset + stored).forEach(indices);
        long after = earlier.getShape().get(0) + firstRows[w] + window.index(window.to());
        int added = Math.min(read, limit);
        LongStream.range(after - added, after).forEach(indices);
        sequences.add(window.subwords());
        end += old + added;
        ends.add(end);
      }
      offset += stored;
    }
    if (sequences.isEmpty()) {
      return;
    }
    NDArray all = network.rows(owner, indices.build().toArray(), List.of(earlier, before));
    long[] cuts = ends.subList(0, ends.size() - 1).stream().mapToLong(Long::longValue).toArray();
    NDList parts = cuts.length == 0 ? new NDList(all) : all.split(cuts);
    parts.attach(manager);
    for (int i = 0; i < sequences.size(); i++) {
      NDArray old = states.put(sequences.get(i), parts.get(i));
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
