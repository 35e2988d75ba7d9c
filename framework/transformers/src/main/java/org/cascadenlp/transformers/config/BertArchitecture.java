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
 * BERT (Devlin et al. 2019) and architectures derived from it: RoBERTa (Liu et al. 2019) and XLM-R
 * (Conneau et al. 2020), whose position ids start after the padding id, and ELECTRA (Clark et al.
 * 2020), whose embeddings may be narrower than its layers.
 *
 * @param positionsFromPad whether position ids start after the padding id
 */
public record BertArchitecture(
    String modelType, String stem, String prefix, boolean positionsFromPad)
    implements Architecture {

  public static final BertArchitecture BERT = new BertArchitecture("bert", "Bert", "bert.", false);
  static final BertArchitecture ROBERTA =
      new BertArchitecture("roberta", "Roberta", "roberta.", true);
  static final BertArchitecture XLM_ROBERTA =
      new BertArchitecture("xlm-roberta", "XLMRoberta", "roberta.", true);
  static final BertArchitecture CAMEMBERT =
      new BertArchitecture("camembert", "Camembert", "roberta.", true);
  static final BertArchitecture ELECTRA =
      new BertArchitecture("electra", "Electra", "electra.", false);

  @Override
  public EncoderConfiguration read(ConfigurationFields fields) {
    fields.encoderOnly();
    int pad = (int) fields.whole("pad_token_id", positionsFromPad ? 1 : 0, 0);
    int types = (int) fields.whole("type_vocab_size", 2, 1);
    int reserved = positionsFromPad ? pad + 1 : 0;
    Sizes sizes = SharedFields.BERT.sizes(fields, types, pad, reserved);
    int width = sizes.hiddenSize();
    // fields of TinyBERT: the width again, and unused experiments of its authors
    fields.only("emb_size", String.valueOf(width));
    fields.only("cell", "{}");
    fields.only("structure", "[]");
    boolean projects = this == ELECTRA;
    int embeddingWidth = projects ? (int) fields.whole("embedding_size", 128, 1) : width;
    Embeddings embeddings =
        Embeddings.of("embeddings.word_embeddings.weight", sizes.vocabulary(), embeddingWidth)
            .positions("embeddings.position_embeddings.weight", sizes.positions() + reserved)
            .types("embeddings.token_type_embeddings.weight", types)
            .norm("embeddings.LayerNorm");
    if (projects && embeddingWidth != width) {
      embeddings = embeddings.projection(Linear.of("embeddings_project", width, embeddingWidth));
    }
    TransformerSpec spec =
        new TransformerSpec(
                embeddings,
                Blocks.of(
                    Attention.bidirectional(),
                    sizes.layers(),
                    i -> layer("encoder.layer." + i + ".", width, sizes.intermediate())),
                "")
            .buffers("embeddings\\.(position_ids|token_type_ids)")
            .pooler(projects ? "" : "pooler.dense");
    return new EncoderConfiguration(
        this, fields, sizes, SharedFields.BERT.dropout(fields), positionsFromPad, spec);
  }

  private static TransformerLayer layer(String prefix, int width, int inner) {
    return new TransformerLayer(
        List.of(
            Linear.of(prefix + "attention.self.query", width, width),
            Linear.of(prefix + "attention.self.key", width, width),
            Linear.of(prefix + "attention.self.value", width, width)),
        Linear.of(prefix + "attention.output.dense", width, width),
        prefix + "attention.output.LayerNorm",
        Linear.of(prefix + "intermediate.dense", inner, width),
        Linear.of(prefix + "output.dense", width, inner),
        prefix + "output.LayerNorm");
  }
}
