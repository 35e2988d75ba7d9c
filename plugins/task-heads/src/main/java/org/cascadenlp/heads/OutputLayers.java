package org.cascadenlp.heads;

import ai.djl.ndarray.NDArray;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cascadenlp.neural.model.DenseLayer;
import org.cascadenlp.neural.model.HeadClass;
import org.cascadenlp.neural.model.PretrainedHead;
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.neural.torch.Weights;

/**
 * The layers of a head of sequences after pooling: optionally a dense layer, then a linear output
 * layer.
 *
 * @param dense option {@code pooler}: the dense layer, see {@link Pooler}
 * @param hasBias option {@code bias}: whether the output layer has a bias
 */
public record OutputLayers(DenseLayer dense, boolean hasBias) {

  /** The description of option {@code bias}. */
  public static final String BIAS =
      "whether the output layer has a bias; the classes of GPTs in transformers have none";

  private static final String OUTPUT_WEIGHT = "classifier.weight";
  private static final String OUTPUT_BIAS = "classifier.bias";

  /** The layers that options {@code pooler} and {@code bias} state. */
  public static OutputLayers of(HeadOptions options) {
    return new OutputLayers(Pooler.layer(options), options.flag("bias"));
  }

  /** The options for a head of sequences that transformers saved. */
  public static Map<String, String> adopted(PretrainedHead head) {
    return Map.of(
        Pooler.OPTION,
        Pooler.adopted(head),
        "bias",
        String.valueOf(head.weights().containsKey(OUTPUT_BIAS)));
  }

  /**
   * The class of Hugging Face that computes the same from one pooled state: with a dense layer and
   * a bias as the bidirectional encoders, or with neither as GPTs; none for several layers.
   *
   * @param layers the number of hidden states that are pooled
   */
  public HeadClass headClass(int layers, String problemType) {
    return layers == 1 && hasBias == dense.exists()
        ? new HeadClass(HeadClass.SEQUENCES, dense, problemType)
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
    Pooler.addShapes(dense, width, shapes);
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
    NDArray read = Pooler.apply(dense, mode, pooled, weights, programs);
    NDArray weight = weights.get(OUTPUT_WEIGHT);
    NDArray bias = Pooler.bias(OUTPUT_BIAS, weight.getShape().get(0), pooled, weights);
    NDArray rate = pooled.getManager().create(dropout);
    return programs.get("classifier").one(mode, read, rate, weight, bias);
  }
}
