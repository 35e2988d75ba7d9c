package org.cascadenlp.transformers.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cascadenlp.transformers.config.EncoderConfiguration.Sizes;
import org.cascadenlp.transformers.spec.Attention;
import org.cascadenlp.transformers.spec.Blocks;
import org.cascadenlp.transformers.spec.Embeddings;
import org.cascadenlp.transformers.spec.Linear;
import org.cascadenlp.transformers.spec.SavedArray;
import org.cascadenlp.transformers.spec.TransformerLayer;
import org.cascadenlp.transformers.spec.TransformerSpec;

/**
 * XLNet (Yang et al. 2019) as an encoder: content stream only, bidirectional attention with
 * relative positions, and optionally segment recurrence over hidden states of earlier segments.
 */
final class XlnetArchitecture implements Architecture {

  /** The maximum window length; the weights set no limit. */
  private static final int MAX_POSITIONS = 1024;

  private static final SharedFields FIELDS =
      new SharedFields(
          "d_model",
          "n_layer",
          "n_head",
          "d_inner",
          "ff_activation",
          "", // no absolute positions
          "layer_norm_eps",
          new SharedFields.Dropouts("dropout", "dropout", "dropout"),
          new SharedFields.Defaults("gelu", MAX_POSITIONS, 1e-12, 0.1));

  @Override
  public String modelType() {
    return TransformersClass.XLNET;
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
    int inner = sizes.intermediate();
    if (width % heads == 0) {
      fields.only("d_head", String.valueOf(width / heads));
    }
    // mems are set by the embedding's parameter memory; same_length only affects causal attention
    fields.skip("mem_len", "reuse_len", "use_mems_train", "use_mems_eval", "same_length");
    TransformerSpec spec =
        new TransformerSpec(
                Embeddings.of("word_embedding.weight", sizes.vocabulary(), width),
                Blocks.of(
                        Attention.sinusoids(),
                        sizes.layers(),
                        i -> layer("layer." + i + ".", width, heads, width / heads, inner))
                    .dropouts(true, true, true),
                "")
            .buffers("mask_emb"); // of the query stream, which only pretraining uses
    return new EncoderConfiguration(this, fields, sizes, FIELDS.dropout(fields), false, spec);
  }

  private static TransformerLayer layer(
      String prefix, long width, long heads, long headWidth, long inner) {
    String attention = prefix + "rel_attn.";
    Map<String, SavedArray> more = new LinkedHashMap<>();
    more.put("distance", SavedArray.of(attention + "r", width, heads, headWidth));
    more.put("content_bias", SavedArray.of(attention + "r_w_bias", heads, headWidth));
    more.put("distance_bias", SavedArray.of(attention + "r_r_bias", heads, headWidth));
    more.put("segment_bias", SavedArray.of(attention + "r_s_bias", heads, headWidth));
    more.put("segments", SavedArray.of(attention + "seg_embed", 2L, heads, headWidth));
    List<Long> splitShape = List.of(width, heads, headWidth);
    return new TransformerLayer(
        List.of(
            new Linear(attention + "q", "", width, width, splitShape, true),
            new Linear(attention + "k", "", width, width, splitShape, true),
            new Linear(attention + "v", "", width, width, splitShape, true)),
        new Linear(attention + "o", "", width, width, splitShape, false),
        attention + "layer_norm",
        Linear.of(prefix + "ff.layer_1", inner, width),
        Linear.of(prefix + "ff.layer_2", width, inner),
        prefix + "ff.layer_norm",
        more);
  }
}
