package org.cascadenlp.transformers.sequences;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.transformers.config.EncoderConfiguration;
import org.cascadenlp.transformers.program.SubwordBatch;
import org.cascadenlp.transformers.program.TransformerNetwork;
import org.cascadenlp.transformers.program.TransformerNetwork.Fused;

/**
 * Takes windows through a network.
 *
 * @param memory how many earlier states a segment sees; 0 where units are read through windows that
 *     know nothing of each other
 */
public record WindowReader(
    TransformerNetwork network, EncoderConfiguration configuration, int memory) {

  /**
   * What was read.
   *
   * @param states (rows of all windows one after the other, layers, width)
   * @param firstRows the row in which each window begins
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
  public record Read(NDArray states, int[] firstRows) {}

  /** A memory of nothing yet. */
  SegmentMemory remembers(NDManager owner) {
    return new SegmentMemory(network, owner, memory);
  }

  /** Sequences laid out as the network reads them. */
  public SubwordBatch laidOut(List<int[]> sequences, List<int[]> segments, int[] remembered) {
    return new SubwordBatch(
        sequences,
        segments,
        sequences.stream()
            .map(s -> configuration.positions(s, IntStream.range(0, s.length).toArray()))
            .toList(),
        remembered);
  }

  /** The states of {@code windows}, of different units if there is a memory. */
  Read read(
      NDManager owner,
      List<Window> windows,
      SegmentMemory before,
      Fused fused,
      Mode mode,
      float... rates) {
    SubwordBatch batch =
        laidOut(
            windows.stream().map(Window::sequence).toList(),
            windows.stream().map(Window::segments).toList(),
            windows.stream().mapToInt(before::length).toArray());
    if (memory == 0) {
      return new Read(network.run(owner, batch, fused, mode, rates), batch.firstRow);
    }
    NDArray earlier = before.recall(owner, windows);
    TransformerNetwork.States states = network.run(owner, batch, earlier, fused, mode, rates);
    before.keep(owner, windows, batch.firstRow, earlier, states.before());
    return new Read(states.kept(), batch.firstRow);
  }

  /**
   * The states of all windows of {@code units}: at once, or all first segments, then all second
   * ones and so on. The first rows are those of the units' windows in order.
   */
  public Read readAll(
      NDManager owner, List<List<Window>> units, Fused fused, Mode mode, float... rates) {
    List<Window> windows = units.stream().flatMap(List::stream).toList();
    try (SegmentMemory before = remembers(owner)) {
      if (memory == 0) {
        return read(owner, windows, before, fused, mode, rates);
      }
      NDList states = new NDList();
      Map<Window, Integer> places = new HashMap<>();
      int rows = 0;
      int most = units.stream().mapToInt(List::size).max().orElse(0);
      for (int k = 0; k < most; k++) {
        List<Window> round = segment(units, k);
        Read read = read(owner, round, before, fused, mode, rates);
        states.add(read.states);
        for (int i = 0; i < read.firstRows.length; i++) {
          places.put(round.get(i), rows + read.firstRows[i]);
        }
        rows += (int) read.states.getShape().get(0);
      }
      int[] firstRows = windows.stream().mapToInt(w -> places.getOrDefault(w, 0)).toArray();
      return new Read(NDArrays.concat(states), firstRows);
    }
  }

  /** The segments at place {@code k} of those {@code units} that have as many. */
  static <T> List<T> segment(List<List<T>> units, int k) {
    return units.stream().filter(u -> u.size() > k).map(u -> u.get(k)).toList();
  }
}
