package org.cascadenlp.transformers.config;

import org.cascadenlp.transformers.config.EncoderConfiguration.Dropout;
import org.cascadenlp.transformers.config.EncoderConfiguration.Sizes;

/**
 * The fields of {@code config.json} that all families have, each under a family's name for it; an
 * empty name where a family has no such field.
 *
 * @param width of hidden states; also of the embeddings, unless a family has a field for that
 * @param layers how many
 * @param heads of attention in a layer
 * @param inner the width of the feed-forward layer
 * @param activation of the feed-forward layer
 * @param positions rows of the embeddings of positions
 * @param epsilon of layer normalisation
 * @param dropouts the probabilities after embeddings, of hidden states and of attention
 * @param absent what fields mean that are not there
 */
record SharedFields(
    String width,
    String layers,
    String heads,
    String inner,
    String activation,
    String positions,
    String epsilon,
    Dropouts dropouts,
    Absent absent) {

  /** The names of the three probabilities of dropout. */
  record Dropouts(String embeddings, String hidden, String attention) {}

  /** What transformers takes where a field is absent. */
  record Absent(String activation, int positions, double epsilon, double dropout) {}

  /** BERT's names, which most have. */
  static final SharedFields BERT =
      new SharedFields(
          "hidden_size",
          "num_hidden_layers",
          "num_attention_heads",
          "intermediate_size",
          "hidden_act",
          "max_position_embeddings",
          "layer_norm_eps",
          new Dropouts(
              "hidden_dropout_prob", "hidden_dropout_prob", "attention_probs_dropout_prob"),
          new Absent("gelu", 512, 1e-12, 0.1));

  /** The same names with other meanings of absence. */
  SharedFields absent(Absent other) {
    return new SharedFields(
        width, layers, heads, inner, activation, positions, epsilon, dropouts, other);
  }

  /**
   * The sizes that {@code fields} state.
   *
   * @param types the number of segment types
   * @param pad the padding's subword
   * @param reserved how many rows of the embeddings of positions come before the first position's
   */
  Sizes sizes(ConfigurationFields fields, int types, int pad, int reserved) {
    int size = fields.size(width);
    int rows =
        positions.isEmpty()
            ? absent.positions
            : (int) fields.whole(positions, absent.positions, 2 + Math.max(1, reserved));
    return new Sizes(
        fields.size("vocab_size"),
        size,
        fields.layers(layers),
        fields.size(heads),
        inner(fields, size),
        fields.activation(activation, absent.activation),
        rows - reserved,
        types,
        epsilon.isEmpty() ? absent.epsilon : fields.number(epsilon, absent.epsilon, 0, 1),
        pad);
  }

  /** Stated by BERT's relatives; else four times the width, as the Transformer had it. */
  private int inner(ConfigurationFields fields, int size) {
    return inner.isEmpty() ? 4 * size : fields.size(inner);
  }

  /** The probabilities of dropout that {@code fields} state. */
  Dropout dropout(ConfigurationFields fields) {
    return new Dropout(
        fields.dropout(dropouts.embeddings, absent.dropout),
        fields.dropout(dropouts.hidden, absent.dropout),
        fields.dropout(dropouts.attention, absent.dropout));
  }
}
