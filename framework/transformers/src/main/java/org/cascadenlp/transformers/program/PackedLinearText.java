package org.cascadenlp.transformers.program;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import org.cascadenlp.neural.layers.LinearProgram;
import org.cascadenlp.neural.layers.PreparedLinear;

/**
 * The program text of a network's linear layers with packed weights ({@link PreparedLinear}). The
 * feed-forward block is split into ranges of columns, which bounds the length of its sums.
 */
final class PackedLinearText {

  private final boolean bfloat16;
  private final int width;
  private final int intermediate;
  private final String activation;
  private final int first;
  private final int stride;
  private final int layers;
  private final int from;

  /**
   * The text for layers of equal shapes.
   *
   * @param bfloat16 whether matrix products are in bfloat16
   * @param width the width of the layers
   * @param intermediate the width of the feed-forward layer
   * @param activation the name of the activation in {@code config.json}
   * @param first the index of the first layer's arrays in {@link PreparedArrays}
   * @param stride the number of arrays per layer
   * @param layers the number of distinct layers
   * @param from the index of the first packed array, after all others
   */
  PackedLinearText(
      boolean bfloat16,
      int width,
      int intermediate,
      String activation,
      int first,
      int stride,
      int layers,
      int from) {
    this.bfloat16 = bfloat16;
    this.width = width;
    this.intermediate = intermediate;
    this.activation = activation;
    this.first = first;
    this.stride = stride;
    this.layers = layers;
    this.from = from;
  }

  /**
   * The expressions of the program {@code pack}: the prepared arrays, empty if only their packed
   * form is used, followed by the packed arrays of each layer.
   *
   * @param keepsQueries whether the weights of queries and keys are also used unpacked
   */
  List<String> expressions(boolean keepsQueries) {
    Set<Integer> replaced = new TreeSet<>();
    List<String> packed = new ArrayList<>();
    for (int layer = 0; layer < layers; layer++) {
      int b = first + layer * stride;
      for (int place : keepsQueries ? new int[] {2, 6, 8} : new int[] {0, 2, 6, 8}) {
        replaced.add(b + place);
      }
      packed.addAll(PreparedLinear.prepare("w[" + b + "]", width));
      packed.addAll(PreparedLinear.prepare("w[" + (b + 2) + "]", width));
      int part = LinearProgram.part(intermediate);
      for (int i = 0; i < PreparedLinear.count(intermediate); i++) {
        String rows = slice("w[" + (b + 6) + "]", i * part, part);
        packed.addAll(PreparedLinear.prepare(rows, width));
      }
      packed.addAll(PreparedLinear.prepare("w[" + (b + 8) + "]", intermediate));
    }
    List<String> all = new ArrayList<>();
    int table =
        from - 1; // cloned, because it uses the memory of a Java buffer whose array is closed
    // afterwards
    for (int i = 0; i < table; i++) {
      all.add(replaced.contains(i) ? "torch.new_zeros(near, [0])" : "w[" + i + "]");
    }
    all.add("torch.clone(w[" + table + "])");
    all.addAll(packed);
    return all;
  }

  /** The projection of the rows {@code r} to queries, keys and values. */
  String queryKeyValue() {
    return PreparedLinear.text("r", this::packed, bias(1), width, bfloat16);
  }

  /** The output projection of attention, of the rows {@code c}. */
  String attended() {
    int place = PreparedLinear.count(width);
    return PreparedLinear.text("c", i -> packed(place + i), bias(3), width, bfloat16);
  }

  /** The lines that compute the feed-forward block of the rows {@code r} into {@code h}. */
  List<String> feedForward() {
    List<String> lines = new ArrayList<>();
    int columns = PreparedLinear.count(width);
    int parts = PreparedLinear.count(intermediate);
    int part = LinearProgram.part(intermediate);
    for (int i = 0; i < parts; i++) {
      int up = 2 * columns + i * columns;
      String bias = slice(bias(7), i * part, part);
      if (columns == 1) {
        String then = Activation.packed(activation);
        lines.add("h = " + PreparedLinear.of("r", packed(up), bias, then));
      } else {
        IntFunction<String> weights = j -> packed(up + j);
        lines.add("h = " + PreparedLinear.text("r", weights, bias, width, bfloat16));
        String active = Activation.of(activation, "h");
        lines.add(
            "h = "
                + (bfloat16 ? "torch.to(" + active + ", " + LinearProgram.BFLOAT16 + ")" : active));
      }
      String down = packed(2 * columns + parts * columns + i);
      lines.add(
          "y = "
              + (i == 0
                  ? PreparedLinear.first("h", down, bias(9), bfloat16)
                  : PreparedLinear.added("y", "h", down, bfloat16)));
    }
    lines.add("h = y");
    return lines;
  }

  private static String slice(String x, int from, int length) {
    return "torch.slice(" + x + ", 0, " + from + ", " + (from + length) + ")";
  }

  private String bias(int place) {
    return "w[torch.add(b, " + place + ")]";
  }

  private String packed(int place) {
    int columns = PreparedLinear.count(width);
    int each = 2 * columns + (columns + 1) * PreparedLinear.count(intermediate);
    return "w[torch.add(torch.mul(order[i], " + each + "), " + (from + place) + ")]";
  }
}
