package org.cascadenlp.transformers.program;

import java.util.ArrayList;
import java.util.List;
import org.cascadenlp.transformers.spec.Layer;
import org.cascadenlp.transformers.spec.Linear;
import org.cascadenlp.transformers.spec.TransformerSpec;

/**
 * The arrays of a network in one order for all families, each as the program text that makes it of
 * the saved ones: the program {@code fuse}.
 */
final class FusedArrays {

  /** How many arrays a layer has before {@link Layer#more}. */
  static final int OF_A_LAYER = 12;

  private final List<String> saved;
  private final long width;
  private final String type;
  private final List<String> fused = new ArrayList<>();

  /**
   * No arrays yet.
   *
   * @param layout of the saved ones
   * @param width of the layers
   * @param type of matrix products
   */
  FusedArrays(TransformerSpec layout, long width, String type) {
    this.saved = List.copyOf(layout.shapes().keySet());
    this.width = width;
    this.type = type;
  }

  /** The place of the next array. */
  int size() {
    return fused.size();
  }

  /** Adds a saved array as it is; its place. */
  int add(String name) {
    fused.add(at(name));
    return fused.size() - 1;
  }

  /** Adds weight and bias of a layer normalisation; the place of the weight. */
  int addNorm(String name) {
    int place = add(name + ".weight");
    add(name + ".bias");
    return place;
  }

  /** Adds {@value #OF_A_LAYER} arrays of a layer, then its further ones. */
  void add(Layer layer) {
    add(layer.queryKeyValue());
    add(List.of(layer.attended()));
    addNorm(layer.firstNorm());
    add(List.of(layer.up()));
    add(List.of(layer.down()));
    addNorm(layer.secondNorm());
    layer
        .more()
        .forEach((name, shape) -> fused.add("torch.to(" + rows(name, shape) + ", " + type + ")"));
  }

  /**
   * Adds a convolution as a matrix (width, kernel * width) over neighbours that stand one after the
   * other, and its bias; the place of the matrix.
   */
  int add(TransformerSpec.Convolution convolution) {
    String weight = at(convolution.name() + ".weight");
    int groups = convolution.groups();
    if (groups > 1) {
      // each group's part of a matrix whose other parts are 0
      long each = width / groups;
      int kernel = convolution.kernel();
      String parted =
          String.format(
              "torch.reshape(%s, [%d, %d, 1, %d, %d])", weight, groups, each, each, kernel);
      String own =
          String.format(
              "torch.reshape(torch.diag(torch.new_ones(%s, [%d])), [%d, 1, %d, 1, 1])",
              weight, groups, groups, groups);
      weight =
          String.format(
              "torch.reshape(torch.mul(%s, %s), [%d, %d, %d])", parted, own, width, width, kernel);
    }
    String matrix = "torch.reshape(torch.permute(" + weight + ", [0, 2, 1]), [" + width + ", -1])";
    fused.add("torch.to(" + matrix + ", " + type + ")");
    fused.add("torch.to(" + at(convolution.name() + ".bias") + ", " + type + ")");
    return fused.size() - 2;
  }

  /** What makes each of these arrays of the saved ones, in the layout's order. */
  List<String> expressions() {
    return List.copyOf(fused);
  }

  /** A weight of three dimensions whose first are its inputs, as a matrix; others as they are. */
  private String rows(String name, long[] shape) {
    return shape.length == 3 && shape[0] == width
        ? "torch.reshape(" + at(name) + ", [" + shape[0] + ", " + shape[1] * shape[2] + "])"
        : at(name);
  }

  /** Adds one weight and one bias of linear layers that read the same. */
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
    fused.add("torch.to(" + joined(weights) + ", " + type + ")");
    fused.add("torch.to(" + joined(biases) + ", " + type + ")");
  }

  private static String joined(List<String> arrays) {
    return arrays.size() == 1 ? arrays.get(0) : "torch.cat([" + String.join(", ", arrays) + "], 0)";
  }

  private String at(String name) {
    return "w[" + saved.indexOf(name) + "]";
  }
}
