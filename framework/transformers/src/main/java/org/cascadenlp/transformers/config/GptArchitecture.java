package org.cascadenlp.transformers.config;

import java.util.List;
import org.cascadenlp.transformers.config.EncoderConfiguration.Sizes;
import org.cascadenlp.transformers.spec.Attention;
import org.cascadenlp.transformers.spec.Blocks;
import org.cascadenlp.transformers.spec.Embeddings;
import org.cascadenlp.transformers.spec.TransformerSpec;

/** GPT (Radford et al. 2018): a causal decoder with post-normalisation. */
final class GptArchitecture implements Architecture {

  private static final SharedFields FIELDS =
      Gpt2Architecture.fields("afn", new SharedFields.Defaults("gelu", 512, 1e-5, 0.1));

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
    // in these files "gelu" means the approximation with tanh
    String named = fields.oneOf("afn", "gelu", List.of("gelu", "relu", "silu", "swish"));
    Sizes sizes =
        FIELDS
            .sizes(fields, 0, (int) fields.whole("pad_token_id", 0, 0), 0)
            .activation(named.equals("gelu") ? "gelu_new" : named);
    int width = sizes.hiddenSize();
    TransformerSpec spec =
        new TransformerSpec(
                Embeddings.of("tokens_embed.weight", sizes.vocabulary(), width)
                    .positions("positions_embed.weight", sizes.positions()),
                Blocks.of(
                    Attention.causal(),
                    sizes.layers(),
                    i -> Gpt2Architecture.layer("h." + i + ".", width, sizes.intermediate())),
                "")
            .buffers("position_ids|h\\.\\d+\\.attn\\.bias");
    return new EncoderConfiguration(this, fields, sizes, FIELDS.dropout(fields), false, spec);
  }
}
