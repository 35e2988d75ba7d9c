package org.cascadenlp.transformers.sequences;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.transformers.config.EncoderConfiguration;
import org.cascadenlp.transformers.program.SubwordBatch;
import org.cascadenlp.transformers.program.TransformerNetwork;
import org.cascadenlp.transformers.program.TransformerNetwork.PreparedWeights;

/**
 * Runs a network on windows.
 *
 * @param memory the maximum number of earlier states per segment (mems); 0 for independent windows
 */
public record WindowReader(
    TransformerNetwork network, EncoderConfiguration configuration, int memory) {

  /**
   * The hidden states of windows.
   *
   * @param states (rows of all windows, layers, width)
   * @param firstRows the first row of each window
   */
  @SuppressWarnings("ArrayRecordComponent") // carries data, never compared
  public record Encoded(NDArray states, int[] firstRows) {}

  /** An empty memory for segment recurrence. */
  SegmentRecurrence newMemory(NDManager owner) {
    return new SegmentRecurrence(network, owner, memory);
  }

  /** The network's inputs for {@code sequences}, which include special tokens. */
  public SubwordBatch batch(List<int[]> sequences, List<int[]> segments, int[] memoryLengths) {
    return new SubwordBatch(
        sequences,
        segments,
        sequences.stream()
            .map(s -> configuration.positions(s, IntStream.range(0, s.length).toArray()))
            .toList(),
        memoryLengths);
  }

  /** The states of {@code windows}, which belong to distinct sequences with segment recurrence. */
  Encoded read(
      NDManager owner,
      List<Window> windows,
      SegmentRecurrence recurrent,
      PreparedWeights weights,
      Mode mode,
      float... dropouts) {
    SubwordBatch batch =
        batch(
            windows.stream().map(Window::inputIds).toList(),
            windows.stream().map(Window::segments).toList(),
            windows.stream().mapToInt(recurrent::length).toArray());
    if (memory == 0) {
      return new Encoded(network.run(owner, batch, weights, mode, dropouts), batch.firstRow);
    }
    NDArray earlier = recurrent.get(owner, windows);
    TransformerNetwork.States states = network.run(owner, batch, earlier, weights, mode, dropouts);
    recurrent.update(owner, windows, batch.firstRow, earlier, states.before());
    return new Encoded(states.kept(), batch.firstRow);
  }

  /**
   * The states of all windows of {@code sequences}: in one batch, or, with segment recurrence,
   * first segments, then second segments and so on. {@code firstRows} is in the order of the
   * windows.
   */
  public Encoded readAll(
      NDManager owner,
      List<List<Window>> sequences,
      PreparedWeights weights,
      Mode mode,
      float... dropouts) {
    List<Window> windows = sequences.stream().flatMap(List::stream).toList();
    try (SegmentRecurrence recurrent = newMemory(owner)) {
      if (memory == 0) {
        return read(owner, windows, recurrent, weights, mode, dropouts);
      }
      NDList states = new NDList();
      Map<Window, Integer> places = new HashMap<>();
      int rows = 0;
      int longest = sequences.stream().mapToInt(List::size).max().orElse(0);
      for (int k = 0; k < longest; k++) {
        List<Window> round = segment(sequences, k);
        Encoded read = read(owner, round, recurrent, weights, mode, dropouts);
        states.add(read.states);
        for (int i = 0; i < read.firstRows.length; i++) {
          places.put(round.get(i), rows + read.firstRows[i]);
        }
        rows += (int) read.states.getShape().get(0);
      }
      int[] firstRows = windows.stream().mapToInt(w -> places.getOrDefault(w, 0)).toArray();
      return new Encoded(NDArrays.concat(states), firstRows);
    }
  }

  /**
   * The states of all subwords of {@code windows}, special tokens included, without segment
   * recurrence: (subwords, layers, width).
   */
  public NDArray subwords(Encoded encoded, List<Window> windows) {
    int rows = windows.stream().mapToInt(Window::length).sum();
    return encoded.states.get(new NDIndex().addSliceDim(0, rows));
  }

  /** The {@code k}-th segments of those {@code sequences} that have as many. */
  static <T> List<T> segment(List<List<T>> sequences, int k) {
    return sequences.stream().filter(u -> u.size() > k).map(u -> u.get(k)).toList();
  }
}
