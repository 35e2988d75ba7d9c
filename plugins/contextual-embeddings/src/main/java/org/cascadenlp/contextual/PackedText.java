package org.cascadenlp.contextual;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.cascadenlp.neural.Product;

/**
 * The program text of a network's linear layers by oneDNN, on weights that are packed once into its
 * own layout. With AVX-512 that is faster than {@code torch.linear}, and bias, activation and the
 * sum of parts need no pass of their own.
 *
 * <p>A row has the same bits whatever stands beside it as long as no sum is longer than {@link
 * Product}'s parts (seen with 1 to 32 threads); the feed-forward block therefore runs in so many
 * columns at a time.
 */
final class PackedText {

  private final boolean bfloat16;
  private final int width;
  private final int wide;
  private final String activation;
  private final int first;
  private final int stride;
  private final int layers;
  private final int from;

  /**
   * The text for layers of one shape.
   *
   * @param bfloat16 whether matrix products are in bfloat16
   * @param width of the layers
   * @param wide of the feed-forward block inside
   * @param activation as in {@code config.json}
   * @param first the place of the first layer's arrays, as {@link FusedArrays} has them
   * @param stride how many each has
   * @param layers that differ
   * @param from the place of the first packed array, behind all others
   */
  PackedText(
      boolean bfloat16,
      int width,
      int wide,
      String activation,
      int first,
      int stride,
      int layers,
      int from) {
    this.bfloat16 = bfloat16;
    this.width = width;
    this.wide = wide;
    this.activation = activation;
    this.first = first;
    this.stride = stride;
    this.layers = layers;
    this.from = from;
  }

  /**
   * The program that packs: the arrays before {@code from} as they are, but empty where only packed
   * ones are used; behind them those of each layer.
   *
   * @param keepsQueries whether weights of queries and keys are used elsewhere too
   */
  String program(boolean keepsQueries) {
    Set<Integer> replaced = new TreeSet<>();
    List<String> packed = new ArrayList<>();
    for (int layer = 0; layer < layers; layer++) {
      int b = first + layer * stride;
      for (int place : keepsQueries ? new int[] {2, 6, 8} : new int[] {0, 2, 6, 8}) {
        replaced.add(b + place);
      }
      packed.addAll(parts("w[" + b + "]", 1, width));
      packed.addAll(parts("w[" + (b + 2) + "]", 1, width));
      packed.addAll(parts("w[" + (b + 6) + "]", 0, wide));
      packed.addAll(parts("w[" + (b + 8) + "]", 1, wide));
    }
    List<String> all = new ArrayList<>();
    int table = from - 1; // lies in memory of a Java buffer, which ends with the array given here
    for (int i = 0; i < table; i++) {
      all.add(replaced.contains(i) ? "torch.new_zeros(near, [0])" : "w[" + i + "]");
    }
    all.add("torch.clone(w[" + table + "])");
    all.addAll(packed);
    return "# near: any array, whose manager gets the results\n"
        + "def forward(self, near: Tensor, w: List[Tensor]) -> List[Tensor]:\n"
        + "  return ["
        + String.join(", ", all)
        + "]\n";
  }

  private static List<String> parts(String weight, int dimension, int size) {
    List<String> parts = new ArrayList<>();
    int part = Product.part(size);
    for (int at = 0; at < size; at += part) {
      String slice = "torch.slice(" + weight + ", " + dimension + ", " + at + ", " + (at + part);
      parts.add("ops.mkldnn._reorder_linear_weight(torch.contiguous(" + slice + ")))");
    }
    return parts;
  }

  /** Queries, keys and values of the rows {@code r}. */
  String queryKeyValue() {
    return sum("r", 0, 1);
  }

  /** What follows attention, of the rows {@code c}. */
  String attended() {
    return sum("c", count(width), 3);
  }

  /** The lines that put into {@code h} what the feed-forward block makes of the rows {@code r}. */
  List<String> feedForward() {
    List<String> lines = new ArrayList<>();
    int up = 2 * count(width);
    int part = Product.part(wide);
    for (int i = 0; i < count(wide); i++) {
      String bias = "torch.slice(" + bias(7) + ", 0, " + i * part + ", " + (i + 1) * part + ")";
      lines.add("h = " + product("r", packed(up + i), bias, Activation.packed(activation)));
      lines.add("y = " + added("y", "h", packed(up + count(wide) + i), bias(9), i == 0));
    }
    lines.add("h = y");
    return lines;
  }

  private String sum(String x, int place, int bias) {
    String sum = "";
    int part = Product.part(width);
    for (int i = 0; i < count(width); i++) {
      String slice = "torch.slice(" + x + ", 1, " + i * part + ", " + (i + 1) * part + ")";
      String own = count(width) == 1 ? x : slice;
      sum = added(sum, own, packed(place + i), bias(bias), i == 0);
    }
    return sum;
  }

  /** {@code sum} and a further part of it, in float32 unless there is one part only. */
  private String added(String sum, String x, String weight, String bias, boolean first) {
    String none = "\"none\", annotate(List[Optional[number]], []), \"\"";
    if (first) {
      String product = product(x, weight, bias, none);
      return bfloat16 ? "torch.to(" + product + ", 6)" : product;
    }
    return bfloat16
        ? "torch.add(" + sum + ", torch.to(" + product(x, weight, "None", none) + ", 6))"
        : "ops.mkldnn._linear_pointwise("
            + String.join(", ", x, sum, weight, "None", "\"add\"")
            + ")";
  }

  private static String product(String x, String weight, String bias, String then) {
    return "ops.mkldnn._linear_pointwise(" + String.join(", ", x, weight, bias, then) + ")";
  }

  private String bias(int place) {
    return "w[torch.add(b, " + place + ")]";
  }

  private String packed(int place) {
    int each = 2 * count(width) + 2 * count(wide);
    return "w[torch.add(torch.mul(order[i], " + each + "), " + (from + place) + ")]";
  }

  private static int count(int size) {
    return size / Product.part(size);
  }
}
