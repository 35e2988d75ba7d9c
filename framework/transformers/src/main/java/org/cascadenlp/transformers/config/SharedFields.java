package org.cascadenlp.transformers.config;

import org.cascadenlp.transformers.config.EncoderConfiguration.Dropout;
import org.cascadenlp.transformers.config.EncoderConfiguration.Sizes;

/**
 * The fields of {@code config.json} that all architectures have, under the names of one
 * architecture; an empty name if it has no such field.
 *
 * @param width the width of hidden states, and of embeddings unless there is another field for it
 * @param layers the number of layers
 * @param heads the number of attention heads per layer
 * @param inner the width of the feed-forward layer
 * @param activation the activation of the feed-forward layer
 * @param positions the number of position embeddings
 * @param epsilon the epsilon of layer normalisation
 * @param dropouts the dropout probabilities
 * @param defaults the values of missing optional fields
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
    Defaults defaults) {

  /** The names of the dropout probabilities of embeddings, hidden states and attention weights. */
  record Dropouts(String embeddings, String hidden, String attention) {}

  /** The values that transformers uses for missing fields. */
  record Defaults(String activation, int positions, double epsilon, double dropout) {}

  /** BERT's names, which most architectures use. */
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
          new Defaults("gelu", 512, 1e-12, 0.1));

  /** The same names with other defaults. */
  SharedFields defaults(Defaults other) {
    return new SharedFields(
        width, layers, heads, inner, activation, positions, epsilon, dropouts, other);
  }

  /**
   * Reads the sizes.
   *
   * @param types the number of token types
   * @param pad the id of the padding token
   * @param reserved the number of position embeddings before that of the first position
   */
  Sizes sizes(ConfigurationFields fields, int types, int pad, int reserved) {
    int size = fields.size(width);
    int rows =
        positions.isEmpty()
            ? defaults.positions
            : (int) fields.whole(positions, defaults.positions, 2 + Math.max(1, reserved));
    return new Sizes(
        fields.size("vocab_size"),
        size,
        fields.layers(layers),
        fields.size(heads),
        inner(fields, size),
        fields.activation(activation, defaults.activation),
        rows - reserved,
        types,
        epsilon.isEmpty() ? defaults.epsilon : fields.number(epsilon, defaults.epsilon, 0, 1),
        pad);
  }

  /**
   * The stated width of the feed-forward layer, or four times the hidden size if there is no field.
   */
  private int inner(ConfigurationFields fields, int size) {
    return inner.isEmpty() ? 4 * size : fields.size(inner);
  }

  /** Reads the dropout probabilities. */
  Dropout dropout(ConfigurationFields fields) {
    return new Dropout(
        fields.dropout(dropouts.embeddings, defaults.dropout),
        fields.dropout(dropouts.hidden, defaults.dropout),
        fields.dropout(dropouts.attention, defaults.dropout));
  }
}
