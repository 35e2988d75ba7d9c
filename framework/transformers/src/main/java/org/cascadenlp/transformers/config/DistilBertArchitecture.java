package org.cascadenlp.transformers.config;

import java.util.List;
import org.cascadenlp.transformers.config.EncoderConfiguration.Sizes;
import org.cascadenlp.transformers.spec.Attention;
import org.cascadenlp.transformers.spec.Blocks;
import org.cascadenlp.transformers.spec.Embeddings;
import org.cascadenlp.transformers.spec.Linear;
import org.cascadenlp.transformers.spec.TransformerLayer;
import org.cascadenlp.transformers.spec.TransformerSpec;

/**
 * DistilBERT (Sanh et al. 2019): BERT without token types and pooler. Sinusoidal position
 * embeddings are saved as an array, like learned ones.
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
          "", // the epsilon is fixed in transformers' code
          new SharedFields.Dropouts("dropout", "dropout", "attention_dropout"),
          new SharedFields.Defaults("gelu", 512, 1e-12, 0.1));

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
    fields.either(
        "sinusoidal_pos_embds", false); // the file contains the position embeddings in both cases
    Sizes sizes = FIELDS.sizes(fields, 0, (int) fields.whole("pad_token_id", 0, 0), 0);
    int width = sizes.hiddenSize();
    TransformerSpec spec =
        new TransformerSpec(
                Embeddings.of("embeddings.word_embeddings.weight", sizes.vocabulary(), width)
                    .positions("embeddings.position_embeddings.weight", sizes.positions())
                    .norm("embeddings.LayerNorm"),
                Blocks.of(
                        Attention.bidirectional(),
                        sizes.layers(),
                        i -> layer("transformer.layer." + i + ".", width, sizes.intermediate()))
                    .dropouts(false, false, true),
                "")
            .buffers("embeddings\\.position_ids");
    return new EncoderConfiguration(this, fields, sizes, FIELDS.dropout(fields), false, spec);
  }

  private static TransformerLayer layer(String prefix, int width, int inner) {
    return new TransformerLayer(
        List.of(
            Linear.of(prefix + "attention.q_lin", width, width),
            Linear.of(prefix + "attention.k_lin", width, width),
            Linear.of(prefix + "attention.v_lin", width, width)),
        Linear.of(prefix + "attention.out_lin", width, width),
        prefix + "sa_layer_norm",
        Linear.of(prefix + "ffn.lin1", inner, width),
        Linear.of(prefix + "ffn.lin2", width, inner),
        prefix + "output_layer_norm");
  }
}
