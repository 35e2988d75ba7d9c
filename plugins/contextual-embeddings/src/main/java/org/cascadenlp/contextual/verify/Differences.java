package org.cascadenlp.contextual.verify;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Accumulates the maximum differences between a network's states and a reference over batches. */
final class Differences {

  private final ReferenceStates reference;
  private final Pooler pooler;
  private final int layers;
  private final int width;
  private final Map<Integer, Double> hidden = new TreeMap<>();
  private double pooled = -1;

  /** No differences yet; each subword has {@code layers} states of {@code width} values. */
  Differences(ReferenceStates reference, Pooler pooler, int layers, int width) {
    this.reference = reference;
    this.pooler = pooler;
    this.layers = layers;
    this.width = width;
    reference.hidden().keySet().forEach(k -> hidden.put(k, 0.0));
  }

  /**
   * Compares the states of some rows of the reference.
   *
   * @param states (subwords of all rows, layers, width)
   * @param numbers the indices of the rows
   * @param places the compared positions of each row
   */
  void compare(float[] states, List<Integer> numbers, List<int[]> places) {
    int row = 0;
    for (int n = 0; n < numbers.size(); n++) {
      int number = numbers.get(n);
      for (int place : places.get(n)) {
        int first = row * layers * width;
        int expectedAt = (number * reference.length() + place) * width;
        reference
            .hidden()
            .forEach(
                (k, expected) ->
                    hidden.merge(
                        k, maximum(states, first + k * width, expected, expectedAt), Math::max));
        if (place == 0 && pooler.isThere() && reference.pooler().length > 0) {
          float[] output = pooler.apply(states, first + (layers - 1) * width);
          pooled = Math.max(pooled, maximum(output, 0, reference.pooler(), number * width));
        }
        row++;
      }
    }
  }

  private double maximum(float[] found, int from, float[] expected, int at) {
    double maximum = 0;
    for (int j = 0; j < width; j++) {
      maximum = Math.max(maximum, Math.abs((double) found[from + j] - expected[at + j]));
    }
    return maximum;
  }

  Verification result() {
    return new Verification(hidden, pooled);
  }
}
