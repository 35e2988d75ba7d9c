package org.cascadenlp.transformers.config;

import java.util.List;
import org.cascadenlp.transformers.config.EncoderConfiguration.Sizes;
import org.cascadenlp.transformers.spec.Attention;
import org.cascadenlp.transformers.spec.Linear;
import org.cascadenlp.transformers.spec.TransformerLayer;
import org.cascadenlp.transformers.spec.TransformerSpec;

/**
 * MPNet (Song et al. 2020): a BERT without segment types, whose attention also hears of distances.
 */
final class MpnetArchitecture implements Architecture {

  // fixed in transformers' code, whatever a configuration says
  private static final int BUCKETS = 32;
  private static final int FARTHEST = 128;
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
    fields.only("pad_token_id", "1"); // fixed in transformers' code, where positions are counted
    fields.only("relative_attention_num_buckets", String.valueOf(BUCKETS));
    Sizes sizes = SharedFields.BERT.sizes(fields, 0, PAD, PAD + 1);
    int width = sizes.hiddenSize();
    int inner = sizes.intermediate();
    TransformerSpec layout =
        new TransformerSpec("embeddings.word_embeddings.weight", sizes.vocabulary(), width)
            .positions("embeddings.position_embeddings.weight", sizes.positions() + PAD + 1, width)
            .norm("embeddings.LayerNorm", width)
            .attention(
                Attention.buckets(
                    new Attention.Distances(
                        "encoder.relative_attention_bias.weight", BUCKETS, FARTHEST),
                    sizes.heads()))
            .buffers("embeddings\\.position_ids")
            .pooler("pooler.dense");
    for (int i = 0; i < sizes.layers(); i++) {
      String at = "encoder.layer." + i + ".";
      layout.layer(
          new TransformerLayer(
              List.of(
                  Linear.of(at + "attention.attn.q", width, width),
                  Linear.of(at + "attention.attn.k", width, width),
                  Linear.of(at + "attention.attn.v", width, width)),
              Linear.of(at + "attention.attn.o", width, width),
              at + "attention.LayerNorm",
              Linear.of(at + "intermediate.dense", inner, width),
              Linear.of(at + "output.dense", width, inner),
              at + "output.LayerNorm"));
    }
    return new EncoderConfiguration(
        this, fields, sizes, SharedFields.BERT.dropout(fields), true, layout);
  }
}
