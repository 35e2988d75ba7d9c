package org.cascadenlp.transformers.config;

import java.util.List;
import org.cascadenlp.transformers.config.EncoderConfiguration.Sizes;
import org.cascadenlp.transformers.spec.Linear;
import org.cascadenlp.transformers.spec.TransformerLayer;
import org.cascadenlp.transformers.spec.TransformerSpec;

/**
 * DistilBERT (Sanh et al. 2019): a BERT without segment types and pooler. Sinusoidal positions are
 * saved as an array like learned ones.
 */
final class DistilBertArchitecture implements Architecture {

  private static final SharedFields FIELDS =
      new SharedFields(
          "dim",
          "n_layers",
          "n_heads",
          "hidden_dim",
          "activation",
          "max_position_embeddings",
          "", // of layer normalisation, fixed in transformers' code
          new SharedFields.Dropouts("dropout", "dropout", "attention_dropout"),
          new SharedFields.Absent("gelu", 512, 1e-12, 0.1));

  @Override
  public String modelType() {
    return "distilbert";
  }

  @Override
  public String stem() {
    return "DistilBert";
  }

  @Override
  public String prefix() {
    return "distilbert.";
  }

  @Override
  public EncoderConfiguration read(ConfigurationFields fields) {
    fields.encoderOnly();
    fields.alias("dim", "hidden_size");
    fields.alias("n_heads", "num_attention_heads");
    fields.alias("n_layers", "num_hidden_layers");
    fields.either("sinusoidal_pos_embds", false); // positions are an array either way
    Sizes sizes = FIELDS.sizes(fields, 0, (int) fields.whole("pad_token_id", 0, 0), 0);
    int width = sizes.hiddenSize();
    int inner = sizes.intermediate();
    TransformerSpec layout =
        new TransformerSpec("embeddings.word_embeddings.weight", sizes.vocabulary(), width)
            .positions("embeddings.position_embeddings.weight", sizes.positions(), width)
            .norm("embeddings.LayerNorm", width)
            .buffers("embeddings\\.position_ids")
            .dropouts(false, true);
    for (int i = 0; i < sizes.layers(); i++) {
      String at = "transformer.layer." + i + ".";
      layout.layer(
          new TransformerLayer(
              List.of(
                  Linear.of(at + "attention.q_lin", width, width),
                  Linear.of(at + "attention.k_lin", width, width),
                  Linear.of(at + "attention.v_lin", width, width)),
              Linear.of(at + "attention.out_lin", width, width),
              at + "sa_layer_norm",
              Linear.of(at + "ffn.lin1", inner, width),
              Linear.of(at + "ffn.lin2", width, inner),
              at + "output_layer_norm"));
    }
    return new EncoderConfiguration(this, fields, sizes, FIELDS.dropout(fields), false, layout);
  }
}
