package org.cascadenlp.contextual.files;

import org.cascadenlp.contextual.files.EncoderConfiguration.Sizes;

/** GPT (Radford et al. 2018): a Transformer that sees to the left only, norms after its blocks. */
final class GptArchitecture implements Architecture {

  @Override
  public String modelType() {
    return "openai-gpt";
  }

  @Override
  public String stem() {
    return "OpenAIGPT";
  }

  @Override
  public String prefix() {
    return "transformer.";
  }

  @Override
  public EncoderConfiguration read(ConfigurationFields fields) {
    Gpt2Architecture.shared(fields);
    int width = fields.size("n_embd");
    int layers = fields.layers("n_layer");
    int rows = (int) fields.whole("n_positions", 512, 3);
    Sizes sizes =
        new Sizes(
            fields.size("vocab_size"),
            width,
            layers,
            fields.size("n_head"),
            4 * width,
            // what these files call gelu is the approximation by tanh
            fields.oneOf("afn", "gelu", java.util.List.of("gelu", "relu", "silu", "swish")),
            rows,
            0,
            fields.number("layer_norm_epsilon", 1e-5, 0, 1),
            (int) fields.whole("pad_token_id", 0, 0));
    Layout layout =
        new Layout("tokens_embed.weight", sizes.vocabulary(), width)
            .positions("positions_embed.weight", rows, width)
            .causal()
            .buffers("position_ids|h\\.\\d+\\.attn\\.bias");
    for (int i = 0; i < layers; i++) {
      layout.layer(Gpt2Architecture.layer("h." + i + ".", width, 4 * width));
    }
    return new EncoderConfiguration(
        this, fields, renamed(sizes), Gpt2Architecture.dropout(fields), false, layout);
  }

  private static Sizes renamed(Sizes sizes) {
    return new Sizes(
        sizes.vocabulary(),
        sizes.hiddenSize(),
        sizes.layers(),
        sizes.heads(),
        sizes.intermediate(),
        sizes.activation().equals("gelu") ? "gelu_new" : sizes.activation(),
        sizes.positions(),
        sizes.types(),
        sizes.layerNormEpsilon(),
        sizes.pad());
  }
}
