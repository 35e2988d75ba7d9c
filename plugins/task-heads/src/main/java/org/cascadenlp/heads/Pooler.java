package org.cascadenlp.heads;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.model.DenseLayer;
import org.cascadenlp.neural.model.PretrainedHead;
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.neural.torch.Weights;

/** Option {@code pooler} of heads: a dense layer before the output layer. */
public final class Pooler {

  /** The values of the option, for its description. */
  public static final String TYPE = "true | false | tanh... | gelu... | relu...";

  /** What the option means, for its description. */
  public static final String MEANING =
      "whether a dense layer comes before the output layer, and its activation (true: tanh); also "
          + DenseLayer.FORM
          + " without bias or with a layer normalisation, as gelu-unbiased+norm@1e-5 of ModernBERT";

  /** The option's name. */
  public static final String OPTION = "pooler";

  private static final List<String> ACTIVATIONS = List.of("tanh", "gelu", "relu");
  private static final String DENSE = "pooler.dense";
  private static final String NORM = "pooler.norm";

  private Pooler() {}

  /** The layer that the option states: with tanh for true, as in BERT. */
  public static DenseLayer layer(HeadOptions options) {
    Optional<DenseLayer> stated =
        DenseLayer.parse(options.values().getOrDefault(OPTION, ""), ACTIVATIONS);
    if (stated.isPresent()) {
      return stated.get();
    }
    return options.oneOf(OPTION, "true", "false", "tanh", "gelu", "relu").equals("true")
        ? DenseLayer.of("tanh")
        : DenseLayer.NONE;
  }

  /** As {@link #layer}, for an option that may be left out: no layer then. */
  public static DenseLayer layerIfStated(HeadOptions options) {
    return options.values().containsKey(OPTION) ? layer(options) : DenseLayer.NONE;
  }

  /** The option for a head that transformers saved. */
  public static String adopted(PretrainedHead head) {
    DenseLayer layer = head.headClass().dense();
    if (!layer.exists()) {
      return "false";
    }
    if (!ACTIVATIONS.contains(layer.activation())) {
      throw CascadeException.of(
          head.place(),
          "the activation of the head's dense layer is '" + layer.activation() + "'",
          "supported are " + String.join(", ", ACTIVATIONS));
    }
    return layer.text();
  }

  /** {@code options} with that of {@link #adopted} if there is such a layer. */
  public static Map<String, String> adopted(PretrainedHead head, Map<String, String> options) {
    if (!head.headClass().dense().exists()) {
      return options;
    }
    Map<String, String> all = new LinkedHashMap<>(options);
    all.put(OPTION, adopted(head));
    return all;
  }

  /** Adds the shapes of the layer's arrays for rows of {@code width}. */
  public static void addShapes(DenseLayer layer, long width, Map<String, long[]> shapes) {
    for (String name : layer.arrays(DENSE, NORM)) {
      shapes.put(
          name, name.equals(DENSE + ".weight") ? new long[] {width, width} : new long[] {width});
    }
  }

  /** The layer's outputs for {@code rows}, of the same shape (rows, width); without layer these. */
  public static NDArray apply(
      DenseLayer layer, Mode mode, NDArray rows, Weights weights, Programs programs) {
    if (!layer.exists()) {
      return rows;
    }
    long width = rows.getShape().get(1);
    NDArray found =
        programs
            .get("pooler", "activation", layer.activation())
            .one(
                mode,
                rows,
                weights.get(DENSE + ".weight"),
                bias(DENSE + ".bias", width, rows, weights));
    return layer.norms()
        ? programs
            .get("norm", "epsilon", String.valueOf(layer.normEpsilon()))
            .one(
                mode,
                found,
                weights.get(NORM + ".weight"),
                bias(NORM + ".bias", width, rows, weights))
        : found;
  }

  /**
   * The array {@code name} of shape (width), or zeros where {@code rows} are if there is no such
   * array.
   */
  static NDArray bias(String name, long width, NDArray rows, Weights weights) {
    return weights.has(name)
        ? weights.get(name)
        : rows.getManager().zeros(new Shape(width), DataType.FLOAT32);
  }

  /** Whether weight decay applies to the array {@code name}, as far as this layer knows. */
  public static boolean decays(String name) {
    return !name.startsWith(NORM + ".");
  }
}
