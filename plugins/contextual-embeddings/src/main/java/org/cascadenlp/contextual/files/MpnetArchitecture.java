package org.cascadenlp.contextual.files;

import java.util.List;
import org.cascadenlp.contextual.files.EncoderConfiguration.Dropout;
import org.cascadenlp.contextual.files.EncoderConfiguration.Sizes;

/**
 * MPNet (Song et al. 2020): a BERT without segment types, whose attention also hears of distances.
 */
final class MpnetArchitecture implements Architecture {

  // fixed in transformers' code, whatever a configuration says
  private static final int BUCKETS = 32;
  private static final int FARTHEST = 128;

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
    int width = fields.size("hidden_size");
    int layers = fields.layers("num_hidden_layers");
    int heads = fields.size("num_attention_heads");
    int inner = fields.size("intermediate_size");
    int pad = (int) fields.whole("pad_token_id", 1, 1);
    fields.only("pad_token_id", "1"); // fixed in transformers' code, where positions are counted
    int rows = (int) fields.whole("max_position_embeddings", 512, 3 + pad);
    Sizes sizes =
        new Sizes(
            fields.size("vocab_size"),
            width,
            layers,
            heads,
            inner,
            fields.activation("hidden_act", "gelu"),
            rows - pad - 1,
            0,
            fields.number("layer_norm_eps", 1e-12, 0, 1),
            pad);
    float hidden = fields.dropout("hidden_dropout_prob", 0.1);
    Dropout dropout =
        new Dropout(hidden, hidden, fields.dropout("attention_probs_dropout_prob", 0.1));
    fields.only("relative_attention_num_buckets", String.valueOf(BUCKETS));
    Layout layout =
        new Layout("embeddings.word_embeddings.weight", sizes.vocabulary(), width)
            .positions("embeddings.position_embeddings.weight", rows, width)
            .norm("embeddings.LayerNorm", width)
            .distances(
                new Layout.Distances("encoder.relative_attention_bias.weight", BUCKETS, FARTHEST),
                heads)
            .buffers("embeddings\\.position_ids")
            .pooler("pooler.dense");
    for (int i = 0; i < layers; i++) {
      String at = "encoder.layer." + i + ".";
      layout.layer(
          new Layer(
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
    return new EncoderConfiguration(this, fields, sizes, dropout, true, layout);
  }
}
