package org.cascadenlp.contextual.verify;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The greatest differences between a network's states and a reference, as batches come in. */
final class Differences {

  private final ReferenceStates reference;
  private final Pooler pooler;
  private final int layers;
  private final int width;
  private final Map<Integer, Double> hidden = new TreeMap<>();
  private double pooled = -1;

  /** None yet; {@code layers} states of {@code width} numbers will come a subword. */
  Differences(ReferenceStates reference, Pooler pooler, int layers, int width) {
    this.reference = reference;
    this.pooler = pooler;
    this.layers = layers;
    this.width = width;
    reference.hidden().keySet().forEach(k -> hidden.put(k, 0.0));
  }

  /**
   * Takes the states of some rows of the reference.
   *
   * @param states (subwords of all rows one after the other, layers, width)
   * @param numbers which rows they are
   * @param places which positions of each
   */
  void take(float[] states, List<Integer> numbers, List<int[]> places) {
    int row = 0;
    for (int n = 0; n < numbers.size(); n++) {
      int number = numbers.get(n);
      for (int place : places.get(n)) {
        int first = row * layers * width;
        int there = (number * reference.length() + place) * width;
        reference
            .hidden()
            .forEach(
                (k, expected) ->
                    hidden.merge(
                        k, greatest(states, first + k * width, expected, there), Math::max));
        if (place == 0 && pooler.isThere() && reference.pooler().length > 0) {
          float[] output = pooler.apply(states, first + (layers - 1) * width);
          pooled = Math.max(pooled, greatest(output, 0, reference.pooler(), number * width));
        }
        row++;
      }
    }
  }

  private double greatest(float[] found, int from, float[] expected, int at) {
    double greatest = 0;
    for (int j = 0; j < width; j++) {
      greatest = Math.max(greatest, Math.abs((double) found[from + j] - expected[at + j]));
    }
    return greatest;
  }

  Verification result() {
    return new Verification(hidden, pooled);
  }
}
