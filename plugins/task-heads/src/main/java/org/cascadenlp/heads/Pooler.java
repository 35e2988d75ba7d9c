package org.cascadenlp.heads;

import java.util.List;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.model.HeadClass;
import org.cascadenlp.neural.model.PretrainedHead;

/** Option {@code pooler} of heads of sequences: a dense layer before the output layer. */
public final class Pooler {

  /** The values of the option, for its description. */
  public static final String TYPE = "true | false | tanh | gelu | relu";

  private static final List<String> ACTIVATIONS = List.of("tanh", "gelu", "relu");

  private Pooler() {}

  /** The activation that the option states: tanh for true, as in BERT; empty for no layer. */
  public static String activation(HeadOptions options) {
    String stated = options.oneOf("pooler", TYPE.split(" \\| ", -1));
    return switch (stated) {
      case "true" -> "tanh";
      case "false" -> "";
      default -> stated;
    };
  }

  /** The option for a head of sequences that transformers saved. */
  public static String adopted(PretrainedHead head) {
    if (!head.weights().containsKey("pooler.dense.weight")) {
      return "false";
    }
    String activation = head.headClass().activation();
    if (!ACTIVATIONS.contains(activation)) {
      throw CascadeException.of(
          head.place(),
          "the activation of the head's dense layer is '" + activation + "'",
          "supported are " + String.join(", ", ACTIVATIONS));
    }
    return activation;
  }

  /**
   * The class of Hugging Face for a linear layer on the pooled vectors of {@code layers} hidden
   * states, after a dense layer with {@code activation}: its classes have one of each.
   */
  public static HeadClass headClass(String activation, int layers, String problemType) {
    return !activation.isEmpty() && layers == 1
        ? new HeadClass(HeadClass.SEQUENCES, activation, problemType)
        : HeadClass.NONE;
  }
}
