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
 * MPNet (Song et al. 2020): BERT without token types, with a bucketed relative position bias in
 * attention.
 */
final class MpnetArchitecture implements Architecture {

  // fixed in transformers' code, independent of the configuration
  private static final int BUCKETS = 32;
  private static final int MAX_DISTANCE = 128;
  private static final int PAD = 1;

  @Override
  public String modelType() {
    return "mpnet";
  }

  @Override
  public String stem() {
    return "MPNet";
  }

  @Override
  public String prefix() {
    return "mpnet.";
  }

  @Override
  public EncoderConfiguration read(ConfigurationFields fields) {
    fields.encoderOnly();
    fields.only("pad_token_id", "1"); // fixed in transformers' code for position ids
    fields.only("relative_attention_num_buckets", String.valueOf(BUCKETS));
    Sizes sizes = SharedFields.BERT.sizes(fields, 0, PAD, PAD + 1);
    int width = sizes.hiddenSize();
    Attention attention =
        Attention.buckets(
            new Attention.RelativeBias(
                "encoder.relative_attention_bias.weight", BUCKETS, MAX_DISTANCE),
            sizes.heads());
    TransformerSpec spec =
        new TransformerSpec(
                Embeddings.of("embeddings.word_embeddings.weight", sizes.vocabulary(), width)
                    .positions("embeddings.position_embeddings.weight", sizes.positions() + PAD + 1)
                    .norm("embeddings.LayerNorm"),
                Blocks.of(
                    attention,
                    sizes.layers(),
                    i -> layer("encoder.layer." + i + ".", width, sizes.intermediate())),
                "")
            .buffers("embeddings\\.position_ids")
            .pooler("pooler.dense");
    return new EncoderConfiguration(
        this, fields, sizes, SharedFields.BERT.dropout(fields), true, spec);
  }

  private static TransformerLayer layer(String prefix, int width, int inner) {
    return new TransformerLayer(
        List.of(
            Linear.of(prefix + "attention.attn.q", width, width),
            Linear.of(prefix + "attention.attn.k", width, width),
            Linear.of(prefix + "attention.attn.v", width, width)),
        Linear.of(prefix + "attention.attn.o", width, width),
        prefix + "attention.LayerNorm",
        Linear.of(prefix + "intermediate.dense", inner, width),
        Linear.of(prefix + "output.dense", width, inner),
        prefix + "output.LayerNorm");
  }
}
