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
import org.cascadenlp.transformers.spec.Blocks;
import org.cascadenlp.transformers.spec.Embeddings;
import org.cascadenlp.transformers.spec.Linear;
import org.cascadenlp.transformers.spec.SavedArray;
import org.cascadenlp.transformers.spec.TransformerLayer;
import org.cascadenlp.transformers.spec.TransformerSpec;
import org.jspecify.annotations.Nullable;

/**
 * DeBERTa versions 2 and 3 (He et al. 2021, 2023): disentangled attention over content and relative
 * positions.
 */
final class DebertaArchitecture implements Architecture {

  private static final SharedFields FIELDS =
      SharedFields.BERT.defaults(new SharedFields.Defaults("gelu", 512, 1e-7, 0.1));
  private static final int MAX_KERNEL = 255;

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
    Embeddings embeddings =
        Embeddings.of("embeddings.word_embeddings.weight", sizes.vocabulary(), narrow)
            .norm("embeddings.LayerNorm");
    if (fields.either("position_biased_input", true)) {
      embeddings = embeddings.positions("embeddings.position_embeddings.weight", sizes.positions());
    }
    if (types > 0) {
      embeddings = embeddings.types("embeddings.token_type_embeddings.weight", types);
    }
    if (narrow != width) {
      embeddings =
          embeddings.projectionBeforeNorm(
              Linear.withoutBias("embeddings.embed_proj", width, narrow));
    }
    Set<String> kinds = kinds(fields);
    Attention.Disentangled found = relativePositions(fields, kinds, sizes.positions());
    boolean sharesKeys = fields.either("share_att_key", false);
    int inner = sizes.intermediate();
    Blocks blocks =
        Blocks.of(
            attention(sizes, found, kinds),
            sizes.layers(),
            i -> layer("encoder.layer." + i + ".", width, inner, found, sharesKeys));
    Blocks.Convolution convolution = convolution(fields, width);
    TransformerSpec spec =
        new TransformerSpec(
                embeddings, convolution == null ? blocks : blocks.convolution(convolution), "")
            .buffers("embeddings\\.position_ids");
    return new EncoderConfiguration(this, fields, sizes, FIELDS.dropout(fields), false, spec);
  }

  /** The convolution of the larger models of version 2. */
  private static Blocks.@Nullable Convolution convolution(ConfigurationFields fields, int width) {
    int kernel = (int) fields.whole("conv_kernel_size", 0, 0);
    int groups = (int) fields.whole("conv_groups", 1, 1);
    String activation = fields.activation("conv_act", "tanh");
    if (kernel == 0) {
      return null;
    }
    if (kernel % 2 == 0 || kernel > MAX_KERNEL) {
      throw fields.wrong(
          "conv_kernel_size",
          new JsonPrimitive(kernel),
          "expected an odd number up to " + MAX_KERNEL + ", which preserves the length");
    }
    if (width % groups != 0) {
      throw fields.wrong(
          "conv_groups", new JsonPrimitive(groups), "expected a divisor of hidden_size, " + width);
    }
    return new Blocks.Convolution(
        "encoder.conv.conv", "encoder.conv.LayerNorm", kernel, groups, activation);
  }

  private static Attention attention(
      Sizes sizes, Attention.@Nullable Disentangled found, Set<String> kinds) {
    int width = sizes.hiddenSize();
    if (found != null) {
      return Attention.disentangled(found, width);
    }
    if (kinds.isEmpty()) {
      return Attention.bidirectional();
    }
    // transformers counts the kinds in the scale although no relative attention is computed
    double scale = 1 / Math.sqrt((double) (width / sizes.heads()) * (1 + kinds.size()));
    return Attention.bidirectional().scales(Collections.nCopies(sizes.layers(), scale));
  }

  private static Attention.@Nullable Disentangled relativePositions(
      ConfigurationFields fields, Set<String> kinds, int positions) {
    String most = fields.text("max_relative_positions", "-1");
    int maxDistance =
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
          "pos_att_type is empty, but relative_attention is true",
          "expected c2p, p2c or both");
    }
    int span = buckets > 0 ? buckets : maxDistance;
    return new Attention.Disentangled(
        "encoder.rel_embeddings.weight",
        norm.equals("none") ? "" : "encoder.LayerNorm",
        2 * span,
        span,
        buckets,
        maxDistance,
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
      String prefix,
      long width,
      long inner,
      Attention.@Nullable Disentangled relativePositions,
      boolean sharesKeys) {
    String attention = prefix + "attention.self.";
    Map<String, SavedArray> more = new LinkedHashMap<>();
    if (relativePositions != null && !sharesKeys) {
      if (relativePositions.contentToPosition()) {
        more.put(
            "position_key.weight", SavedArray.of(attention + "pos_key_proj.weight", width, width));
        more.put("position_key.bias", SavedArray.of(attention + "pos_key_proj.bias", width));
      }
      if (relativePositions.positionToContent()) {
        more.put(
            "position_query.weight",
            SavedArray.of(attention + "pos_query_proj.weight", width, width));
        more.put("position_query.bias", SavedArray.of(attention + "pos_query_proj.bias", width));
      }
    }
    return new TransformerLayer(
        List.of(
            Linear.of(attention + "query_proj", width, width),
            Linear.of(attention + "key_proj", width, width),
            Linear.of(attention + "value_proj", width, width)),
        Linear.of(prefix + "attention.output.dense", width, width),
        prefix + "attention.output.LayerNorm",
        Linear.of(prefix + "intermediate.dense", inner, width),
        Linear.of(prefix + "output.dense", width, inner),
        prefix + "output.LayerNorm",
        more);
  }
}
