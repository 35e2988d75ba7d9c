package org.cascadenlp.transformers.config;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.transformers.config.EncoderConfiguration.Sizes;
import org.cascadenlp.transformers.spec.Attention;
import org.cascadenlp.transformers.spec.Linear;
import org.cascadenlp.transformers.spec.TransformerLayer;
import org.cascadenlp.transformers.spec.TransformerSpec;
import org.jspecify.annotations.Nullable;

/**
 * DeBERTa's second and third version (He et al. 2021 and 2023): attention between contents and
 * between contents and distances.
 */
final class DebertaArchitecture implements Architecture {

  private static final SharedFields FIELDS =
      SharedFields.BERT.absent(new SharedFields.Absent("gelu", 512, 1e-7, 0.1));
  private static final int LARGEST_KERNEL = 255;

  @Override
  public String modelType() {
    return "deberta-v2";
  }

  @Override
  public String stem() {
    return "DebertaV2";
  }

  @Override
  public String prefix() {
    return "deberta.";
  }

  @Override
  public EncoderConfiguration read(ConfigurationFields fields) {
    fields.encoderOnly();
    int types = (int) fields.whole("type_vocab_size", 0, 0);
    Sizes sizes = FIELDS.sizes(fields, types, (int) fields.whole("pad_token_id", 0, 0), 0);
    int width = sizes.hiddenSize();
    if (width % sizes.heads() == 0) {
      fields.only("attention_head_size", String.valueOf(width / sizes.heads()));
    }
    int narrow = (int) fields.whole("embedding_size", width, 1);
    TransformerSpec layout =
        new TransformerSpec("embeddings.word_embeddings.weight", sizes.vocabulary(), narrow)
            .buffers("embeddings\\.position_ids");
    if (fields.either("position_biased_input", true)) {
      layout.positions("embeddings.position_embeddings.weight", sizes.positions(), narrow);
    }
    if (types > 0) {
      layout.types("embeddings.token_type_embeddings.weight", types, narrow);
    }
    if (narrow != width) {
      layout.projectionBeforeNorm(Linear.withoutBias("embeddings.embed_proj", width, narrow));
    }
    layout.norm("embeddings.LayerNorm", width);
    Set<String> kinds = kinds(fields);
    Attention.Disentangled found = distances(fields, kinds, sizes.positions());
    if (found != null) {
      layout.attention(Attention.disentangled(found, width));
    } else if (!kinds.isEmpty()) {
      // transformers divides by the kinds that are named, although none is there
      double scale = 1 / Math.sqrt((double) (width / sizes.heads()) * (1 + kinds.size()));
      layout.attention(Attention.ofAll().scales(Collections.nCopies(sizes.layers(), scale)));
    }
    boolean shares = fields.either("share_att_key", false);
    for (int i = 0; i < sizes.layers(); i++) {
      layout.layer(layer("encoder.layer." + i + ".", width, sizes.intermediate(), found, shares));
    }
    convolution(fields, layout, width);
    return new EncoderConfiguration(this, fields, sizes, FIELDS.dropout(fields), false, layout);
  }

  /** The convolution of the larger models of the second version. */
  private static void convolution(ConfigurationFields fields, TransformerSpec layout, int width) {
    int kernel = (int) fields.whole("conv_kernel_size", 0, 0);
    int groups = (int) fields.whole("conv_groups", 1, 1);
    String activation = fields.activation("conv_act", "tanh");
    if (kernel == 0) {
      return;
    }
    if (kernel % 2 == 0 || kernel > LARGEST_KERNEL) {
      throw fields.wrong(
          "conv_kernel_size",
          new JsonPrimitive(kernel),
          "expected an odd number up to " + LARGEST_KERNEL + ", so that lengths stay");
    }
    if (width % groups != 0) {
      throw fields.wrong(
          "conv_groups", new JsonPrimitive(groups), "expected a divisor of hidden_size, " + width);
    }
    layout.convolution(
        new TransformerSpec.Convolution(
            "encoder.conv.conv", "encoder.conv.LayerNorm", kernel, groups, activation),
        width);
  }

  private static Attention.@Nullable Disentangled distances(
      ConfigurationFields fields, Set<String> kinds, int positions) {
    String most = fields.text("max_relative_positions", "-1");
    int farthest =
        most.matches("-\\d+") ? positions : (int) fields.whole("max_relative_positions", -1, 1);
    int buckets =
        fields.text("position_buckets", "-1").equals("-1")
            ? 0
            : (int) fields.whole("position_buckets", 0, 2);
    String norm = fields.oneOf("norm_rel_ebd", "none", List.of("none", "layer_norm"));
    if (!fields.either("relative_attention", false)) {
      return null;
    }
    if (kinds.isEmpty()) {
      throw CascadeException.of(
          fields.place(),
          "pos_att_type names nothing, but relative_attention is true",
          "expected c2p, p2c or both");
    }
    int span = buckets > 0 ? buckets : farthest;
    return new Attention.Disentangled(
        "encoder.rel_embeddings.weight",
        norm.equals("none") ? "" : "encoder.LayerNorm",
        2 * span,
        span,
        buckets,
        farthest,
        kinds.contains("c2p"),
        kinds.contains("p2c"));
  }

  private static Set<String> kinds(ConfigurationFields fields) {
    JsonElement stated = fields.take("pos_att_type");
    Set<String> kinds = new TreeSet<>();
    if (stated instanceof JsonArray several) {
      several.forEach(kind -> kinds.add(kind.isJsonPrimitive() ? kind.getAsString() : "?"));
    } else {
      for (String kind : fields.text("pos_att_type", "").split("\\|", -1)) {
        kinds.add(kind.strip().toLowerCase(Locale.ROOT));
      }
      kinds.remove("");
    }
    if (stated != null && !List.of("c2p", "p2c").containsAll(kinds)) {
      throw fields.wrong("pos_att_type", stated, "supported are c2p and p2c");
    }
    return kinds;
  }

  private static TransformerLayer layer(
      String at,
      long width,
      long inner,
      Attention.@Nullable Disentangled distances,
      boolean shares) {
    String attention = at + "attention.self.";
    Map<String, long[]> more = new LinkedHashMap<>();
    if (distances != null && !shares) {
      if (distances.toPositions()) {
        more.put(attention + "pos_key_proj.weight", new long[] {width, width});
        more.put(attention + "pos_key_proj.bias", new long[] {width});
      }
      if (distances.fromPositions()) {
        more.put(attention + "pos_query_proj.weight", new long[] {width, width});
        more.put(attention + "pos_query_proj.bias", new long[] {width});
      }
    }
    return new TransformerLayer(
        List.of(
            Linear.of(attention + "query_proj", width, width),
            Linear.of(attention + "key_proj", width, width),
            Linear.of(attention + "value_proj", width, width)),
        Linear.of(at + "attention.output.dense", width, width),
        at + "attention.output.LayerNorm",
        Linear.of(at + "intermediate.dense", inner, width),
        Linear.of(at + "output.dense", width, inner),
        at + "output.LayerNorm",
        more);
  }
}
