package org.cascadenlp.transformers.config;

import java.util.ArrayList;
import java.util.List;
import org.cascadenlp.transformers.config.EncoderConfiguration.Sizes;
import org.cascadenlp.transformers.spec.Attention;
import org.cascadenlp.transformers.spec.Blocks;
import org.cascadenlp.transformers.spec.Embeddings;
import org.cascadenlp.transformers.spec.Linear;
import org.cascadenlp.transformers.spec.TransformerLayer;
import org.cascadenlp.transformers.spec.TransformerSpec;

/**
 * GPT-2 (Radford et al. 2019) and models of the same architecture such as Cerebras-GPT (Dey et al.
 * 2023): a causal decoder with pre-normalisation.
 */
final class Gpt2Architecture implements Architecture {

  private static final SharedFields FIELDS =
      fields("activation_function", new SharedFields.Defaults("gelu_new", 1024, 1e-5, 0.1));

  @Override
  public String modelType() {
    return "gpt2";
  }

  @Override
  public String stem() {
    return "GPT2";
  }

  @Override
  public String prefix() {
    return "transformer.";
  }

  @Override
  public EncoderConfiguration read(ConfigurationFields fields) {
    shared(fields);
    Sizes sizes = FIELDS.sizes(fields, 0, (int) fields.whole("pad_token_id", 0, 0), 0);
    sizes = sizes.intermediate((int) fields.whole("n_inner", sizes.intermediate(), 1));
    int width = sizes.hiddenSize();
    int layers = sizes.layers();
    boolean scaled = fields.either("scale_attn_weights", true);
    boolean scaledByLayer = fields.either("scale_attn_by_inverse_layer_idx", false);
    fields.either("reorder_and_upcast_attn", false); // no effect in float32
    List<Double> scales = new ArrayList<>();
    for (int i = 0; i < layers && (!scaled || scaledByLayer); i++) {
      double root = scaled ? 1 / Math.sqrt(width / sizes.heads()) : 1;
      scales.add(scaledByLayer ? root / (i + 1) : root);
    }
    int inner = sizes.intermediate();
    Attention attention = Attention.causal().scales(scales);
    TransformerSpec spec =
        new TransformerSpec(
                Embeddings.of("wte.weight", sizes.vocabulary(), width)
                    .positions("wpe.weight", sizes.positions()),
                Blocks.of(attention, layers, i -> layer("h." + i + ".", width, inner))
                    .normsBefore(),
                "ln_f")
            .buffers("h\\.\\d+\\.attn\\.(bias|masked_bias)");
    return new EncoderConfiguration(this, fields, sizes, FIELDS.dropout(fields), false, spec);
  }

  /** The field names of GPT and GPT-2, which differ only in that of the activation. */
  static SharedFields fields(String activation, SharedFields.Defaults absent) {
    return new SharedFields(
        "n_embd",
        "n_layer",
        "n_head",
        "",
        activation,
        "n_positions",
        "layer_norm_epsilon",
        new SharedFields.Dropouts("embd_pdrop", "resid_pdrop", "attn_pdrop"),
        absent);
  }

  /** A layer with the array names of GPT and GPT-2. */
  static TransformerLayer layer(String prefix, int width, int inner) {
    return new TransformerLayer(
        List.of(Linear.inputsFirst(prefix + "attn.c_attn", 3L * width, width)),
        Linear.inputsFirst(prefix + "attn.c_proj", width, width),
        prefix + "ln_1",
        Linear.inputsFirst(prefix + "mlp.c_fc", inner, width),
        Linear.inputsFirst(prefix + "mlp.c_proj", width, inner),
        prefix + "ln_2");
  }

  /** Reads the fields that GPT and GPT-2 share, except for sizes. */
  static void shared(ConfigurationFields fields) {
    fields.decoderOnly();
    fields.alias("n_embd", "hidden_size");
    fields.alias("n_head", "num_attention_heads");
    fields.alias("n_layer", "num_hidden_layers");
    fields.alias("n_positions", "max_position_embeddings");
    fields.only("n_special", "0"); // additional subwords beyond vocab_size
    fields.skip("n_ctx"); // duplicates n_positions
  }
}
