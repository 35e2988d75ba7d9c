package org.cascadenlp.transformers.program;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.cascadenlp.neural.layers.LinearProgram;
import org.cascadenlp.neural.layers.PreparedLinear;

/**
 * The packed weights of the layers' linear layers ({@link PreparedLinear}), after all other arrays.
 * A weight is packed in parts, which bounds the length of its sums; that of the feed-forward
 * layer's first linear layer is also split into ranges of columns.
 */
final class PackedArrays {

  private static final String UP = "feed_forward.up";
  private static final String GATE = "feed_forward.gate";
  private static final String DOWN = "feed_forward.down";

  private final PreparedArrays arrays;
  private final int layers;
  private final int from;
  private final List<String> expressions = new ArrayList<>();

  /**
   * The packed weights of equal layers.
   *
   * @param layers the number of distinct layers
   * @param gated whether the feed-forward layer is gated: the second half of the columns of its
   *     first linear layer is then packed in ranges of its own
   */
  PackedArrays(PreparedArrays arrays, int layers, boolean gated) {
    this.arrays = arrays;
    this.layers = layers;
    this.from = arrays.size() + 1; // the table of relative positions comes first
    List<String> names = new ArrayList<>();
    for (int layer = 0; layer < layers; layer++) {
      names.clear();
      pack(names, "attention.qkv", layer);
      pack(names, "attention.output", layer);
      int length = LinearProgram.part(arrays.summed(DOWN));
      for (int i = 0; i < ranges(); i++) {
        packRows(names, UP + "." + i, layer, i * length, length);
        if (gated) {
          packRows(names, GATE + "." + i, layer, arrays.summed(DOWN) + i * length, length);
        }
      }
      pack(names, DOWN, layer);
    }
    for (int i = 0; i < names.size(); i++) {
      arrays.name(
          PreparedArrays.PACKED + names.get(i),
          "w[torch.add(torch.mul(order[i], " + names.size() + "), " + (from + i) + ")]");
    }
  }

  /** Packs {@code length} rows of the weight of the feed-forward layer's first linear layer. */
  private void packRows(List<String> names, String name, int layer, int from, int length) {
    String rows =
        "torch.slice(" + weight(UP, layer) + ", 0, " + from + ", " + (from + length) + ")";
    add(names, name, PreparedLinear.prepare(rows, arrays.summed(UP)));
  }

  private void pack(List<String> names, String name, int layer) {
    add(names, name, PreparedLinear.prepare(weight(name, layer), arrays.summed(name)));
  }

  private void add(List<String> names, String name, List<String> parts) {
    for (int i = 0; i < parts.size(); i++) {
      names.add(name + "." + i);
    }
    expressions.addAll(parts);
  }

  private String weight(String name, int layer) {
    return "w[" + arrays.index(layer, name + ".weight") + "]";
  }

  /** The number of ranges of columns. */
  int ranges() {
    return PreparedLinear.count(arrays.summed(DOWN));
  }

  /**
   * The expressions of the program {@code pack}: the prepared arrays, empty if only their packed
   * form is used, followed by the packed arrays of each layer.
   *
   * @param keepsQueries whether the weights of queries and keys are also used unpacked
   */
  List<String> expressions(boolean keepsQueries) {
    Set<Integer> replaced = new TreeSet<>();
    for (int layer = 0; layer < layers; layer++) {
      for (String name : List.of("attention.qkv", "attention.output", UP, DOWN)) {
        if (!keepsQueries || !name.equals("attention.qkv")) {
          replaced.add(arrays.index(layer, name + ".weight"));
        }
      }
    }
    List<String> all = new ArrayList<>();
    for (int i = 0; i < arrays.size(); i++) {
      all.add(replaced.contains(i) ? "torch.new_zeros(near, [0])" : "w[" + i + "]");
    }
    // cloned, because it uses the memory of a Java buffer whose array is closed afterwards
    all.add("torch.clone(w[" + arrays.size() + "])");
    all.addAll(expressions);
    return all;
  }
}
