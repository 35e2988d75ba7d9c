package org.cascadenlp.recurrent.cove;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.weights.tensor.Tensor;

/**
 * The state of a bidirectional PyTorch {@code nn.LSTM}: {@code weight_ih_lK}, {@code weight_hh_lK},
 * {@code bias_ih_lK} and {@code bias_hh_lK} of each layer K, and the same with {@code _reverse}.
 * The two biases of a layer are stored as their sum, because only that is used.
 *
 * @param input the width of the input
 * @param hidden the width of the output of each direction
 * @param layers the number of layers
 * @param weights the arrays: for each layer and direction the weights of input and state, and the
 *     bias
 */
record LstmState(int input, int hidden, int layers, Map<String, Tensor> weights) {

  private static final String FIRST = "weight_ih_l0";
  private static final int MOST_LAYERS = 16;

  /** True for the name of the first array, with or without a prefix. */
  static boolean isFirst(String name) {
    return name.equals(FIRST) || name.endsWith("." + FIRST);
  }

  /**
   * Reads the state from {@code tensors}, which may have a prefix such as {@code rnn.} or {@code
   * module.rnn.}; further tensors are an error.
   */
  static LstmState of(Map<String, Tensor> tensors, Path file) {
    String first = tensors.keySet().stream().filter(LstmState::isFirst).findFirst().orElse(FIRST);
    String prefix = first.substring(0, first.length() - FIRST.length());
    Tensor input = tensors.get(first);
    if (input == null
        || input.shape().length != 2
        || input.shape()[0] % 4 != 0
        || input.shape()[0] == 0
        || input.shape()[1] == 0) {
      throw CascadeException.of(
          file + ", array " + first,
          input == null ? "is missing" : "has shape " + Arrays.toString(input.shape()),
          "expected the state of an nn.LSTM: (4 * hidden, input)");
    }
    int layers = 1;
    while (layers < MOST_LAYERS && tensors.containsKey(prefix + "weight_ih_l" + layers)) {
      layers++;
    }
    int hidden = Math.toIntExact(input.shape()[0] / 4);
    int width = Math.toIntExact(input.shape()[1]);
    Map<String, long[]> shapes = shapes(width, hidden, layers);
    shapes.forEach((name, shape) -> check(tensors.get(prefix + name), shape, prefix + name, file));
    Set<String> others = new TreeSet<>(tensors.keySet());
    shapes.keySet().forEach(name -> others.remove(prefix + name));
    if (!others.isEmpty()) {
      throw CascadeException.of(
          file.toString(),
          "has arrays " + others + " that do not belong to a bidirectional nn.LSTM",
          "remove them from the file");
    }
    Map<String, Tensor> weights = new LinkedHashMap<>();
    for (int layer = 0; layer < layers; layer++) {
      for (String reverse : List.of("", "_reverse")) {
        String own = prefixOf(layer, reverse);
        String there = "_l" + layer + reverse;
        weights.put(own + "input.weight", get(tensors, prefix + "weight_ih" + there));
        weights.put(own + "state.weight", get(tensors, prefix + "weight_hh" + there));
        weights.put(
            own + "bias",
            sum(
                get(tensors, prefix + "bias_ih" + there),
                get(tensors, prefix + "bias_hh" + there)));
      }
    }
    return new LstmState(width, hidden, layers, weights);
  }

  /** The shapes of the arrays of a bidirectional nn.LSTM, by name. */
  static Map<String, long[]> shapes(int input, int hidden, int layers) {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    for (int layer = 0; layer < layers; layer++) {
      long reads = layer == 0 ? input : 2L * hidden;
      for (String reverse : List.of("", "_reverse")) {
        String there = "_l" + layer + reverse;
        shapes.put("weight_ih" + there, new long[] {4L * hidden, reads});
        shapes.put("weight_hh" + there, new long[] {4L * hidden, hidden});
        shapes.put("bias_ih" + there, new long[] {4L * hidden});
        shapes.put("bias_hh" + there, new long[] {4L * hidden});
      }
    }
    return shapes;
  }

  /** {@code weights} under the names of an nn.LSTM, with zeros as second bias of each layer. */
  static Map<String, Tensor> named(Map<String, Tensor> weights) {
    Map<String, Tensor> named = new LinkedHashMap<>();
    for (int layer = 0; weights.containsKey(prefixOf(layer, "") + "bias"); layer++) {
      for (String reverse : List.of("", "_reverse")) {
        String own = prefixOf(layer, reverse);
        String there = "_l" + layer + reverse;
        Tensor bias = get(weights, own + "bias");
        named.put("weight_ih" + there, get(weights, own + "input.weight"));
        named.put("weight_hh" + there, get(weights, own + "state.weight"));
        named.put("bias_ih" + there, bias);
        named.put("bias_hh" + there, new Tensor(bias.shape(), new float[bias.values().length]));
      }
    }
    return named;
  }

  /** The prefix of the arrays of a layer; {@code reverse} is empty or {@code _reverse}. */
  static String prefixOf(int layer, String reverse) {
    return "layers." + layer + (reverse.isEmpty() ? ".forward." : ".backward.");
  }

  private static Tensor get(Map<String, Tensor> tensors, String name) {
    Tensor found = tensors.get(name);
    if (found == null) {
      throw new IllegalArgumentException("no array " + name);
    }
    return found;
  }

  private static void check(
      @org.jspecify.annotations.Nullable Tensor tensor, long[] shape, String name, Path file) {
    if (tensor == null || !Arrays.equals(tensor.shape(), shape)) {
      throw CascadeException.of(
          file + ", array " + name,
          tensor == null ? "is missing" : "has shape " + Arrays.toString(tensor.shape()),
          "expected shape "
              + Arrays.toString(shape)
              + " of an nn.LSTM with biases, two directions and no projection");
    }
  }

  private static Tensor sum(Tensor a, Tensor b) {
    float[] sum = new float[a.values().length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = a.values()[i] + b.values()[i];
    }
    return new Tensor(a.shape(), sum);
  }
}
