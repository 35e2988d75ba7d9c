package org.cascadenlp.transformers.program;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cascadenlp.transformers.spec.Blocks;
import org.cascadenlp.transformers.spec.Embeddings;
import org.cascadenlp.transformers.spec.Linear;
import org.cascadenlp.transformers.spec.SavedArray;
import org.cascadenlp.transformers.spec.TransformerLayer;
import org.cascadenlp.transformers.spec.TransformerSpec;

/**
 * The prepared arrays of a network, in one order for all architectures: each is an expression over
 * the saved arrays. Together they are the program {@code prepare}. Programs refer to them by name,
 * {@code w.attention.qkv.weight}; here names become indices.
 */
final class PreparedArrays {

  private static final Pattern NAME = Pattern.compile("(?<![\\w.])w\\.([a-z_]+(?:\\.[a-z0-9_]+)*)");

  /** What stands for an array that a layer does not have, so that all have the same number. */
  private static final String MISSING = "torch.new_zeros(near, [0])";

  /** The prefix of the names of {@link PackedArrays}. */
  static final String PACKED = "packed.";

  private final List<String> saved;
  private final boolean normBias;
  private final long width;
  private final String type;
  private final List<String> prepared = new ArrayList<>();
  private final Map<String, String> places = new LinkedHashMap<>();
  private final Map<String, Integer> summed = new LinkedHashMap<>();
  private final List<String> layerNames = new ArrayList<>();
  private int first;

  /**
   * No arrays yet.
   *
   * @param spec the specification of the saved arrays
   * @param width the width of the layers
   * @param type the type of matrix products
   */
  PreparedArrays(TransformerSpec spec, long width, String type) {
    this.saved = List.copyOf(spec.shapes().keySet());
    this.normBias = spec.normsHaveBias();
    this.width = width;
    this.type = type;
  }

  /** The index of the next array. */
  int size() {
    return prepared.size();
  }

  /** The index of the first layer's first array. */
  int first() {
    return first;
  }

  /** The number of arrays per layer. */
  int stride() {
    return layerNames.size();
  }

  /** The index of an array of the distinct layer {@code layer}. */
  int index(int layer, String name) {
    return first + layer * stride() + layerNames.indexOf(name);
  }

  /** The length of the sums of the linear layer {@code name}. */
  int summed(String name) {
    return Objects.requireNonNull(summed.get(name), name);
  }

  /** Adds the saved array {@code array} unchanged. */
  void add(String name, String array) {
    addExpression(name, at(array));
  }

  /** Adds the weight of a layer normalisation, and its bias if it has one. */
  void addNorm(String name, String norm) {
    add(name + ".weight", norm + ".weight");
    if (normBias) {
      add(name + ".bias", norm + ".bias");
    }
  }

  /** Adds the embeddings. */
  void addEmbeddings(Embeddings embeddings) {
    add("embeddings.words", embeddings.words().name());
    SavedArray types = embeddings.types();
    if (types != null) {
      add("embeddings.types", types.name());
    }
    SavedArray positions = embeddings.positions();
    if (positions != null) {
      add("embeddings.positions", positions.name());
    }
    Linear projection = embeddings.projection();
    if (projection != null && embeddings.projectsBeforeNorm()) {
      addLinear("embeddings.projection", projection);
    }
    if (!embeddings.norm().isEmpty()) {
      addNorm("embeddings.norm", embeddings.norm());
    }
    if (projection != null && !embeddings.projectsBeforeNorm()) {
      addLinear("embeddings.projection", projection);
    }
  }

  /** Adds a linear layer without conversion, which may have no bias. */
  private void addLinear(String name, Linear linear) {
    add(name + ".weight", linear.weight());
    if (!linear.biasName().isEmpty()) {
      add(name + ".bias", linear.biasName());
    }
  }

  /** Names the array at {@code place}, an expression. */
  void name(String name, String place) {
    places.put(name, place);
  }

  /** Adds distinct layers with arrays of the same names. */
  void addLayers(List<TransformerLayer> layers) {
    first = size();
    for (TransformerLayer layer : layers) {
      Map<String, String> one = new LinkedHashMap<>();
      put(one, "attention.qkv", layer.queryKeyValue());
      put(one, "attention.output", List.of(layer.attended()));
      putNorm(one, "attention.norm", layer.firstNorm());
      put(one, "feed_forward.up", List.of(layer.up()));
      put(one, "feed_forward.down", List.of(layer.down()));
      putNorm(one, "feed_forward.norm", layer.secondNorm());
      layer
          .more()
          .forEach(
              (name, array) ->
                  one.put("attention." + name, "torch.to(" + rows(array) + ", " + type + ")"));
      if (layerNames.isEmpty()) {
        layerNames.addAll(one.keySet());
      } else if (!layerNames.equals(List.copyOf(one.keySet()))) {
        throw new IllegalArgumentException(
            "a layer has " + one.keySet() + ", the first one " + layerNames);
      }
      prepared.addAll(one.values());
    }
    for (int i = 0; i < layerNames.size(); i++) {
      name(layerNames.get(i), "w[torch.add(b, " + i + ")]");
    }
  }

  /**
   * Adds a convolution as a matrix (width, kernel * width) over concatenated neighbours, and its
   * bias.
   */
  void addConvolution(String name, Blocks.Convolution convolution) {
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
    addExpression(name + ".weight", "torch.to(" + matrix + ", " + type + ")");
    addExpression(
        name + ".bias", "torch.to(" + at(convolution.name() + ".bias") + ", " + type + ")");
    summed.put(name, (int) (width * convolution.kernel()));
  }

  /**
   * The expressions of the arrays over the saved ones, {@code w}, in the order of the
   * specification.
   */
  List<String> expressions() {
    return List.copyOf(prepared);
  }

  /**
   * Replaces names by indices, which comments at the top explain; an array that no fragment uses is
   * an error.
   *
   * @param packs whether the packed arrays have to be used, else all others
   */
  String resolve(String text, boolean packs) {
    Set<String> used = new LinkedHashSet<>();
    StringBuilder resolved = new StringBuilder();
    Matcher found = NAME.matcher(text);
    while (found.find()) {
      String name = found.group(1);
      String place = places.get(name);
      if (place == null) {
        throw new IllegalArgumentException(
            "w." + name + " is no array; there are " + places.keySet());
      }
      used.add(name);
      found.appendReplacement(resolved, place);
    }
    found.appendTail(resolved);
    List<String> unused = new ArrayList<>();
    for (String name : places.keySet()) {
      if (name.startsWith(PACKED) == packs && !used.contains(name)) {
        unused.add(name);
      }
    }
    if (!unused.isEmpty()) {
      throw new IllegalArgumentException("no fragment uses the arrays " + unused);
    }
    StringBuilder legend = new StringBuilder();
    for (String name : used) {
      legend.append("# ").append(name).append(": ").append(places.get(name)).append('\n');
    }
    return legend.append(resolved).toString();
  }

  /** Adds the array {@code expression}. */
  void addExpression(String name, String expression) {
    name(name, "w[" + size() + "]");
    prepared.add(expression);
  }

  private void putNorm(Map<String, String> layer, String name, String norm) {
    layer.put(name + ".weight", norm.isEmpty() ? MISSING : at(norm + ".weight"));
    if (normBias) {
      layer.put(name + ".bias", norm.isEmpty() ? MISSING : at(norm + ".bias"));
    }
  }

  /** Puts the concatenated weight and bias of linear layers with the same input. */
  private void put(Map<String, String> layer, String name, List<Linear> linears) {
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
    layer.put(name + ".weight", "torch.to(" + joined(weights) + ", " + type + ")");
    layer.put(name + ".bias", "torch.to(" + joined(biases) + ", " + type + ")");
    summed.put(name, (int) linears.get(0).in());
  }

  /** A three-dimensional weight (in, heads, head width) as a matrix; other arrays unchanged. */
  private String rows(SavedArray array) {
    List<Long> shape = array.shape();
    return shape.size() == 3 && shape.get(0) == width
        ? "torch.reshape("
            + at(array.name())
            + ", ["
            + width
            + ", "
            + shape.get(1) * shape.get(2)
            + "])"
        : at(array.name());
  }

  private static String joined(List<String> arrays) {
    return arrays.size() == 1 ? arrays.get(0) : "torch.cat([" + String.join(", ", arrays) + "], 0)";
  }

  private String at(String name) {
    int index = saved.indexOf(name);
    if (index < 0) {
      throw new IllegalArgumentException(name + " is no saved array");
    }
    return "w[" + index + "]";
  }
}
