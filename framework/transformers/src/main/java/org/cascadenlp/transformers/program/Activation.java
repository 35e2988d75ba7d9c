package org.cascadenlp.transformers.program;

import org.cascadenlp.core.error.CascadeException;

/** The activation functions of {@code config.json} as program text. */
final class Activation {

  private Activation() {}

  /** An expression that applies the function {@code name} (Hugging Face's names) to {@code x}. */
  static String of(String name, String x) {
    return switch (name) {
      case "gelu" -> "torch.gelu(" + x + ")";
      case "gelu_new", "gelu_pytorch_tanh", "gelu_fast" ->
          "torch.gelu(" + x + ", approximate=\"tanh\")";
      case "relu" -> "torch.relu(" + x + ")";
      case "silu", "swish" -> "torch.silu(" + x + ")";
      case "tanh" -> "torch.tanh(" + x + ")";
      default ->
          throw CascadeException.of(
              "config.json",
              "hidden_act '" + name + "' is not supported",
              "supported are gelu, gelu_new, gelu_fast, gelu_pytorch_tanh, relu, silu, swish and"
                  + " tanh");
    };
  }

  /**
   * The function as a post-operation of oneDNN: the arguments of {@code mkldnn._linear_pointwise}
   * after the bias.
   */
  static String packed(String name) {
    String function =
        switch (name) {
          case "silu", "swish" -> "swish";
          case "relu", "tanh" -> name;
          default -> "gelu";
        };
    String algorithm = !function.equals("gelu") ? "" : name.equals("gelu") ? "none" : "tanh";
    return "\"" + function + "\", annotate(List[Optional[number]], []), \"" + algorithm + "\"";
  }
}
