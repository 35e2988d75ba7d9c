package org.cascadenlp.transformers.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cascadenlp.transformers.config.EncoderConfiguration.Sizes;
import org.cascadenlp.transformers.spec.Attention;
import org.cascadenlp.transformers.spec.Linear;
import org.cascadenlp.transformers.spec.TransformerLayer;
import org.cascadenlp.transformers.spec.TransformerSpec;

/**
 * XLNet (Yang et al. 2019) as it is used on texts: one stream, both directions. It hears of
 * positions by their distances only, and is the family that may see states of earlier segments.
 */
final class XlnetArchitecture implements Architecture {

  /** What a window may have; the weights set no limit. */
  private static final int LONGEST = 1024;

  private static final SharedFields FIELDS =
      new SharedFields(
          "d_model",
          "n_layer",
          "n_head",
          "d_inner",
          "ff_activation",
          "", // of positions
          "layer_norm_eps",
          new SharedFields.Dropouts("dropout", "dropout", "dropout"),
          new SharedFields.Absent("gelu", LONGEST, 1e-12, 0.1));

  @Override
  public String modelType() {
    return "xlnet";
  }

  @Override
  public String stem() {
    return "XLNet";
  }

  @Override
  public String prefix() {
    return "transformer.";
  }

  @Override
  public EncoderConfiguration read(ConfigurationFields fields) {
    fields.encoderOnly();
    fields.alias("vocab_size", "n_token");
    fields.alias("d_model", "hidden_size");
    fields.alias("n_head", "num_attention_heads");
    fields.alias("n_layer", "num_hidden_layers");
    fields.only("untie_r", "true");
    fields.only("attn_type", "bi");
    fields.only("bi_data", "false");
    fields.only("clamp_len", "-1");
    Sizes sizes = FIELDS.sizes(fields, 3, (int) fields.whole("pad_token_id", 5, 0), 0);
    int width = sizes.hiddenSize();
    int heads = sizes.heads();
    if (width % heads == 0) {
      fields.only("d_head", String.valueOf(width / heads));
    }
    // of memories, whose length here is a setting of who embeds, and of attention to the left only
    fields.skip("mem_len", "reuse_len", "use_mems_train", "use_mems_eval", "same_length");
    TransformerSpec layout =
        new TransformerSpec("word_embedding.weight", sizes.vocabulary(), width)
            .attention(Attention.sinusoids())
            .dropoutInside()
            .buffers("mask_emb"); // of the second stream, which only pretraining has
    for (int i = 0; i < sizes.layers(); i++) {
      layout.layer(layer("layer." + i + ".", width, heads, width / heads, sizes.intermediate()));
    }
    return new EncoderConfiguration(this, fields, sizes, FIELDS.dropout(fields), false, layout);
  }

  private static TransformerLayer layer(String at, long width, long heads, long each, long inner) {
    String attention = at + "rel_attn.";
    Map<String, long[]> more = new LinkedHashMap<>();
    more.put(attention + "r", new long[] {width, heads, each});
    for (String bias : List.of("r_w_bias", "r_r_bias", "r_s_bias")) {
      more.put(attention + bias, new long[] {heads, each});
    }
    more.put(attention + "seg_embed", new long[] {2, heads, each});
    List<Long> parted = List.of(width, heads, each);
    return new TransformerLayer(
        List.of(
            new Linear(attention + "q", "", width, width, parted, true),
            new Linear(attention + "k", "", width, width, parted, true),
            new Linear(attention + "v", "", width, width, parted, true)),
        new Linear(attention + "o", "", width, width, parted, false),
        attention + "layer_norm",
        Linear.of(at + "ff.layer_1", inner, width),
        Linear.of(at + "ff.layer_2", width, inner),
        at + "ff.layer_norm",
        more);
  }
}
