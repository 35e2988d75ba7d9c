package org.cascadenlp.transformers.program;

import java.util.ArrayList;
import java.util.List;
import org.cascadenlp.transformers.spec.Linear;
import org.cascadenlp.transformers.spec.TransformerLayer;
import org.cascadenlp.transformers.spec.TransformerSpec;

/**
 * The prepared arrays of a network, in one order for all architectures: each is an expression over
 * the saved arrays. Together they are the program {@code prepare}.
 */
final class PreparedArrays {

  /** The number of arrays of a layer before {@link TransformerLayer#more}. */
  static final int LAYER_ARRAYS = 12;

  private final List<String> saved;
  private final long width;
  private final String type;
  private final List<String> prepared = new ArrayList<>();

  /**
   * An empty list.
   *
   * @param spec the specification of the saved arrays
   * @param width the width of the layers
   * @param type the type of matrix products
   */
  PreparedArrays(TransformerSpec spec, long width, String type) {
    this.saved = List.copyOf(spec.shapes().keySet());
    this.width = width;
    this.type = type;
  }

  /** The index of the next array. */
  int size() {
    return prepared.size();
  }

  /** Adds a saved array unchanged and returns its index. */
  int add(String name) {
    prepared.add(at(name));
    return prepared.size() - 1;
  }

  /** Adds weight and bias of a layer normalisation and returns the index of the weight. */
  int addNorm(String name) {
    int place = add(name + ".weight");
    add(name + ".bias");
    return place;
  }

  /** Adds the {@value #LAYER_ARRAYS} arrays of a layer, then {@link TransformerLayer#more}. */
  void add(TransformerLayer layer) {
    add(layer.queryKeyValue());
    add(List.of(layer.attended()));
    addNorm(layer.firstNorm());
    add(List.of(layer.up()));
    add(List.of(layer.down()));
    addNorm(layer.secondNorm());
    layer
        .more()
        .forEach(
            (name, shape) -> prepared.add("torch.to(" + rows(name, shape) + ", " + type + ")"));
  }

  /**
   * Adds a convolution as a matrix (width, kernel * width) over concatenated neighbours, and its
   * bias; returns the index of the matrix.
   */
  int add(TransformerSpec.Convolution convolution) {
    String weight = at(convolution.name() + ".weight");
    int groups = convolution.groups();
    if (groups > 1) {
      // a block-diagonal matrix: 0 between groups
      long groupWidth = width / groups;
      int kernel = convolution.kernel();
      String blocks =
          String.format(
              "torch.reshape(%s, [%d, %d, 1, %d, %d])",
              weight, groups, groupWidth, groupWidth, kernel);
      String diagonal =
          String.format(
              "torch.reshape(torch.diag(torch.new_ones(%s, [%d])), [%d, 1, %d, 1, 1])",
              weight, groups, groups, groups);
      weight =
          String.format(
              "torch.reshape(torch.mul(%s, %s), [%d, %d, %d])",
              blocks, diagonal, width, width, kernel);
    }
    String matrix = "torch.reshape(torch.permute(" + weight + ", [0, 2, 1]), [" + width + ", -1])";
    prepared.add("torch.to(" + matrix + ", " + type + ")");
    prepared.add("torch.to(" + at(convolution.name() + ".bias") + ", " + type + ")");
    return prepared.size() - 2;
  }

  /**
   * The expressions of the arrays over the saved ones, {@code w}, in the order of the
   * specification.
   */
  List<String> expressions() {
    return List.copyOf(prepared);
  }

  /** A three-dimensional weight (in, heads, head width) as a matrix; other arrays unchanged. */
  private String rows(String name, long[] shape) {
    return shape.length == 3 && shape[0] == width
        ? "torch.reshape(" + at(name) + ", [" + shape[0] + ", " + shape[1] * shape[2] + "])"
        : at(name);
  }

  /** Adds the concatenated weight and bias of linear layers with the same input. */
  private void add(List<Linear> linears) {
    List<String> weights = new ArrayList<>();
    List<String> biases = new ArrayList<>();
    for (Linear linear : linears) {
      String weight = at(linear.weight());
      if (linear.saved().size() > 2) {
        long rows = linear.inputsFirst() ? linear.in() : linear.out();
        weight = "torch.reshape(" + weight + ", [" + rows + ", -1])";
      }
      weights.add(linear.inputsFirst() ? "torch.contiguous(torch.t(" + weight + "))" : weight);
      biases.add(
          !linear.biasName().isEmpty()
              ? at(linear.biasName())
              : "torch.new_zeros(" + weight + ", [" + linear.out() + "])");
    }
    prepared.add("torch.to(" + joined(weights) + ", " + type + ")");
    prepared.add("torch.to(" + joined(biases) + ", " + type + ")");
  }

  private static String joined(List<String> arrays) {
    return arrays.size() == 1 ? arrays.get(0) : "torch.cat([" + String.join(", ", arrays) + "], 0)";
  }

  private String at(String name) {
    return "w[" + saved.indexOf(name) + "]";
  }
}
