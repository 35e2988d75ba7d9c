package org.cascadenlp.transformers.config;

import java.util.ArrayList;
import java.util.List;
import org.cascadenlp.transformers.config.EncoderConfiguration.Sizes;
import org.cascadenlp.transformers.spec.Attention;
import org.cascadenlp.transformers.spec.Linear;
import org.cascadenlp.transformers.spec.TransformerLayer;
import org.cascadenlp.transformers.spec.TransformerSpec;

/**
 * GPT-2 (Radford et al. 2019) and what is made like it, for example Cerebras-GPT (Dey et al. 2023),
 * which follows GPT-3 (Brown et al. 2020): a Transformer that sees to the left only, norms before
 * its blocks.
 */
final class Gpt2Architecture implements Architecture {

  private static final SharedFields FIELDS =
      fields("activation_function", new SharedFields.Absent("gelu_new", 1024, 1e-5, 0.1));

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
    boolean byLayer = fields.either("scale_attn_by_inverse_layer_idx", false);
    fields.either("reorder_and_upcast_attn", false); // the same numbers in float32
    List<Double> scales = new ArrayList<>();
    for (int i = 0; i < layers && (!scaled || byLayer); i++) {
      double root = scaled ? 1 / Math.sqrt(width / sizes.heads()) : 1;
      scales.add(byLayer ? root / (i + 1) : root);
    }
    TransformerSpec layout =
        new TransformerSpec("wte.weight", sizes.vocabulary(), width)
            .positions("wpe.weight", sizes.positions(), width)
            .attention(Attention.causal().scales(scales))
            .buffers("h\\.\\d+\\.attn\\.(bias|masked_bias)");
    for (int i = 0; i < layers; i++) {
      layout.layer(layer("h." + i + ".", width, sizes.intermediate()));
    }
    layout.normBefore("ln_f", width);
    return new EncoderConfiguration(this, fields, sizes, FIELDS.dropout(fields), false, layout);
  }

  /** The names of GPT's fields and GPT-2's, but for that of the activation. */
  static SharedFields fields(String activation, SharedFields.Absent absent) {
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

  /** A layer under the names of GPT and GPT-2. */
  static TransformerLayer layer(String at, int width, int inner) {
    return new TransformerLayer(
        List.of(Linear.inputsFirst(at + "attn.c_attn", 3L * width, width)),
        Linear.inputsFirst(at + "attn.c_proj", width, width),
        at + "ln_1",
        Linear.inputsFirst(at + "mlp.c_fc", inner, width),
        Linear.inputsFirst(at + "mlp.c_proj", width, inner),
        at + "ln_2");
  }

  /** Takes the fields that GPT and GPT-2 share, but for sizes. */
  static void shared(ConfigurationFields fields) {
    fields.decoderOnly();
    fields.alias("n_embd", "hidden_size");
    fields.alias("n_head", "num_attention_heads");
    fields.alias("n_layer", "num_hidden_layers");
    fields.alias("n_positions", "max_position_embeddings");
    fields.only("n_special", "0"); // further subwords after those of vocab_size
    fields.skip("n_ctx"); // n_positions said again
  }
}
