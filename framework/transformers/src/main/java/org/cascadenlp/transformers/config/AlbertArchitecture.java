package org.cascadenlp.transformers.config;

import java.util.ArrayList;
import java.util.List;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.transformers.config.EncoderConfiguration.Sizes;
import org.cascadenlp.transformers.spec.Attention;
import org.cascadenlp.transformers.spec.Blocks;
import org.cascadenlp.transformers.spec.Embeddings;
import org.cascadenlp.transformers.spec.Linear;
import org.cascadenlp.transformers.spec.TransformerLayer;
import org.cascadenlp.transformers.spec.TransformerSpec;

/**
 * ALBERT (Lan et al. 2020): BERT with factorized embeddings and parameters shared by all layers, or
 * by the layers of a group.
 */
final class AlbertArchitecture implements Architecture {

  private static final SharedFields FIELDS =
      SharedFields.BERT.defaults(new SharedFields.Defaults("gelu_new", 512, 1e-12, 0));
  private static final int MAX_LAYERS = 10_000;

  @Override
  public String modelType() {
    return "albert";
  }

  @Override
  public String stem() {
    return "Albert";
  }

  @Override
  public String prefix() {
    return "albert.";
  }

  @Override
  public EncoderConfiguration read(ConfigurationFields fields) {
    fields.encoderOnly();
    // other values belong to experiments of the authors that transformers does not implement
    fields.only("net_structure_type", "0");
    fields.only("gap_size", "0");
    fields.only("num_memory_blocks", "0");
    fields.only("down_scale_factor", "1");
    fields.only("layers_to_keep", "[]");
    fields.only("ln_type", "postln");
    int types = (int) fields.whole("type_vocab_size", 2, 1);
    Sizes sizes = FIELDS.sizes(fields, types, (int) fields.whole("pad_token_id", 0, 0), 0);
    int width = sizes.hiddenSize();
    int layers = sizes.layers();
    int embeddingWidth = (int) fields.whole("embedding_size", 128, 1);
    int groups = (int) fields.whole("num_hidden_groups", 1, 1);
    int layersPerGroup = (int) fields.whole("inner_group_num", 1, 1);
    if (groups > layers) {
      throw CascadeException.of(
          fields.place(),
          "num_hidden_groups " + groups + " is above num_hidden_layers " + layers,
          "correct one of them");
    }
    if ((long) layers * layersPerGroup > MAX_LAYERS) {
      throw CascadeException.of(
          fields.place(),
          "inner_group_num is " + layersPerGroup + " in each of " + layers + " layers",
          "expected at most " + MAX_LAYERS + " together");
    }
    List<Integer> order = new ArrayList<>();
    for (int layer = 0; layer < layers; layer++) {
      int group = (int) (layer / ((double) layers / groups));
      for (int i = 0; i < layersPerGroup; i++) {
        order.add(group * layersPerGroup + i);
      }
    }
    TransformerSpec spec =
        new TransformerSpec(
                Embeddings.of(
                        "embeddings.word_embeddings.weight", sizes.vocabulary(), embeddingWidth)
                    .positions("embeddings.position_embeddings.weight", sizes.positions())
                    .types("embeddings.token_type_embeddings.weight", types)
                    .norm("embeddings.LayerNorm")
                    .projection(
                        Linear.of("encoder.embedding_hidden_mapping_in", width, embeddingWidth)),
                Blocks.of(
                        Attention.bidirectional(),
                        groups * layersPerGroup,
                        i -> layer(i / layersPerGroup, i % layersPerGroup, sizes))
                    .order(order, layersPerGroup)
                    .dropouts(true, false, false),
                "")
            .buffers("embeddings\\.(position_ids|token_type_ids)")
            .pooler("pooler");
    return new EncoderConfiguration(this, fields, sizes, FIELDS.dropout(fields), false, spec);
  }

  private static TransformerLayer layer(int group, int number, Sizes sizes) {
    String prefix = "encoder.albert_layer_groups." + group + ".albert_layers." + number + ".";
    int width = sizes.hiddenSize();
    int inner = sizes.intermediate();
    return new TransformerLayer(
        List.of(
            Linear.of(prefix + "attention.query", width, width),
            Linear.of(prefix + "attention.key", width, width),
            Linear.of(prefix + "attention.value", width, width)),
        Linear.of(prefix + "attention.dense", width, width),
        prefix + "attention.LayerNorm",
        Linear.of(prefix + "ffn", inner, width),
        Linear.of(prefix + "ffn_output", width, inner),
        prefix + "full_layer_layer_norm");
  }
}
