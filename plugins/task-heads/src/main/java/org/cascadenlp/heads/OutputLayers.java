package org.cascadenlp.heads;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.model.HeadClass;
import org.cascadenlp.neural.model.PretrainedHead;
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.neural.torch.Weights;

/**
 * The layers of a head of sequences after pooling: optionally a dense layer with an activation,
 * then a linear output layer.
 *
 * @param activation option {@code pooler}: of the dense layer, tanh for true, as in BERT; empty for
 *     no such layer
 * @param hasBias option {@code bias}: whether the output layer has a bias
 */
public record OutputLayers(String activation, boolean hasBias) {

  /** The values of option {@code pooler}, for its description. */
  public static final String TYPE = "true | false | tanh | gelu | relu";

  /** The description of option {@code pooler}. */
  public static final String POOLER =
      "whether a dense layer comes before the output layer, and its activation (true: tanh)";

  /** The description of option {@code bias}. */
  public static final String BIAS =
      "whether the output layer has a bias; the classes of GPTs in transformers have none";

  private static final List<String> ACTIVATIONS = List.of("tanh", "gelu", "relu");
  private static final String DENSE_WEIGHT = "pooler.dense.weight";
  private static final String DENSE_BIAS = "pooler.dense.bias";
  private static final String OUTPUT_WEIGHT = "classifier.weight";
  private static final String OUTPUT_BIAS = "classifier.bias";

  /** The layers that options {@code pooler} and {@code bias} state. */
  public static OutputLayers of(HeadOptions options) {
    String stated = options.oneOf("pooler", TYPE.split(" \\| ", -1));
    String activation =
        switch (stated) {
          case "true" -> "tanh";
          case "false" -> "";
          default -> stated;
        };
    return new OutputLayers(activation, options.flag("bias"));
  }

  /** The options for a head of sequences that transformers saved. */
  public static Map<String, String> adopted(PretrainedHead head) {
    String bias = String.valueOf(head.weights().containsKey(OUTPUT_BIAS));
    if (!head.weights().containsKey(DENSE_WEIGHT)) {
      return Map.of("pooler", "false", "bias", bias);
    }
    String activation = head.headClass().activation();
    if (!ACTIVATIONS.contains(activation)) {
      throw CascadeException.of(
          head.place(),
          "the activation of the head's dense layer is '" + activation + "'",
          "supported are " + String.join(", ", ACTIVATIONS));
    }
    return Map.of("pooler", activation, "bias", bias);
  }

  /**
   * The class of Hugging Face that computes the same from one pooled state: with a dense layer and
   * a bias as the bidirectional encoders, or with neither as GPTs; none for several layers.
   *
   * @param layers the number of hidden states that are pooled
   */
  public HeadClass headClass(int layers, String problemType) {
    return layers == 1 && hasBias != activation.isEmpty()
        ? new HeadClass(HeadClass.SEQUENCES, activation, problemType)
        : HeadClass.NONE;
  }

  /**
   * The shapes of the arrays by name.
   *
   * @param outputs the number of outputs
   * @param width that of the pooled vectors
   */
  public Map<String, long[]> shapes(long outputs, long width) {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    if (!activation.isEmpty()) {
      shapes.put(DENSE_WEIGHT, new long[] {width, width});
      shapes.put(DENSE_BIAS, new long[] {width});
    }
    shapes.put(OUTPUT_WEIGHT, new long[] {outputs, width});
    if (hasBias) {
      shapes.put(OUTPUT_BIAS, new long[] {outputs});
    }
    return shapes;
  }

  /**
   * The outputs for pooled vectors: (sequences, width) to (sequences, outputs).
   *
   * @param dropout of the output layer's input
   */
  public NDArray outputs(
      Programs programs, Weights weights, Mode mode, NDArray pooled, float dropout) {
    NDArray read = pooled;
    if (!activation.isEmpty()) {
      read =
          programs
              .get("pooler", "activation", activation)
              .one(mode, read, weights.get(DENSE_WEIGHT), weights.get(DENSE_BIAS));
    }
    NDArray weight = weights.get(OUTPUT_WEIGHT);
    NDArray bias =
        hasBias
            ? weights.get(OUTPUT_BIAS)
            : pooled.getManager().zeros(new Shape(weight.getShape().get(0)), DataType.FLOAT32);
    NDArray rate = pooled.getManager().create(dropout);
    return programs.get("classifier").one(mode, read, rate, weight, bias);
  }
}
