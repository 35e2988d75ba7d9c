package org.cascadenlp.contextual.files;

import java.util.ArrayList;
import java.util.List;
import org.cascadenlp.contextual.files.EncoderConfiguration.Dropout;
import org.cascadenlp.contextual.files.EncoderConfiguration.Sizes;

/**
 * GPT-2 (Radford et al. 2019) and what is made like it, for example Cerebras-GPT (Dey et al. 2023),
 * which follows GPT-3 (Brown et al. 2020): a Transformer that sees to the left only, norms before
 * its blocks.
 */
final class Gpt2Architecture implements Architecture {

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
    int width = fields.size("n_embd");
    int layers = fields.layers("n_layer");
    int heads = fields.size("n_head");
    int inner = (int) fields.whole("n_inner", 4L * width, 1);
    int rows = (int) fields.whole("n_positions", 1024, 3);
    boolean scaled = fields.either("scale_attn_weights", true);
    boolean byLayer = fields.either("scale_attn_by_inverse_layer_idx", false);
    fields.either("reorder_and_upcast_attn", false); // the same numbers in float32
    Sizes sizes =
        new Sizes(
            fields.size("vocab_size"),
            width,
            layers,
            heads,
            inner,
            fields.activation("activation_function", "gelu_new"),
            rows,
            0,
            fields.number("layer_norm_epsilon", 1e-5, 0, 1),
            (int) fields.whole("pad_token_id", 0, 0));
    Layout layout =
        new Layout("wte.weight", sizes.vocabulary(), width)
            .positions("wpe.weight", rows, width)
            .causal()
            .buffers("h\\.\\d+\\.attn\\.(bias|masked_bias)");
    for (int i = 0; i < layers; i++) {
      layout.layer(layer("h." + i + ".", width, inner));
    }
    layout.normBefore("ln_f", width);
    if (!scaled || byLayer) {
      List<Double> scales = new ArrayList<>();
      for (int i = 0; i < layers; i++) {
        double root = scaled ? 1 / Math.sqrt(width / heads) : 1;
        scales.add(byLayer ? root / (i + 1) : root);
      }
      layout.scales(scales);
    }
    return new EncoderConfiguration(this, fields, sizes, dropout(fields), false, layout);
  }

  /** A layer under the names of GPT and GPT-2. */
  static Layer layer(String at, int width, int inner) {
    return new Layer(
        List.of(Linear.inputsFirst(at + "attn.c_attn", 3L * width, width)),
        Linear.inputsFirst(at + "attn.c_proj", width, width),
        at + "ln_1",
        Linear.inputsFirst(at + "mlp.c_fc", inner, width),
        Linear.inputsFirst(at + "mlp.c_proj", width, inner),
        at + "ln_2");
  }

  static Dropout dropout(ConfigurationFields fields) {
    return new Dropout(
        fields.dropout("embd_pdrop", 0.1),
        fields.dropout("resid_pdrop", 0.1),
        fields.dropout("attn_pdrop", 0.1));
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
