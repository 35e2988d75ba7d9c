package org.cascadenlp.transformers.config;

import java.util.List;
import org.cascadenlp.transformers.config.EncoderConfiguration.Sizes;
import org.cascadenlp.transformers.spec.Linear;
import org.cascadenlp.transformers.spec.TransformerLayer;
import org.cascadenlp.transformers.spec.TransformerSpec;

/**
 * BERT (Devlin et al. 2019) and those that are made like it: RoBERTa (Liu et al. 2019) and XLM-R
 * (Conneau et al. 2020), whose positions begin after the padding's number, and ELECTRA (Clark et
 * al. 2020), whose embeddings may be narrower than its layers.
 */
public record BertArchitecture(String modelType, String stem, String prefix, boolean countsFromPad)
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
    int pad = (int) fields.whole("pad_token_id", countsFromPad ? 1 : 0, 0);
    int types = (int) fields.whole("type_vocab_size", 2, 1);
    int reserved = countsFromPad ? pad + 1 : 0;
    Sizes sizes = SharedFields.BERT.sizes(fields, types, pad, reserved);
    int width = sizes.hiddenSize();
    // TinyBERT's: its widths again, and parts that its authors tried out
    fields.only("emb_size", String.valueOf(width));
    fields.only("cell", "{}");
    fields.only("structure", "[]");
    boolean projects = this == ELECTRA;
    int narrow = projects ? (int) fields.whole("embedding_size", 128, 1) : width;
    TransformerSpec layout =
        new TransformerSpec("embeddings.word_embeddings.weight", sizes.vocabulary(), narrow)
            .positions(
                "embeddings.position_embeddings.weight", sizes.positions() + reserved, narrow)
            .types("embeddings.token_type_embeddings.weight", types, narrow)
            .norm("embeddings.LayerNorm", narrow)
            .buffers("embeddings\\.(position_ids|token_type_ids)")
            .pooler(projects ? "" : "pooler.dense");
    if (projects && narrow != width) {
      layout.projection(Linear.of("embeddings_project", width, narrow));
    }
    for (int i = 0; i < sizes.layers(); i++) {
      layout.layer(layer("encoder.layer." + i + ".", width, sizes.intermediate()));
    }
    return new EncoderConfiguration(
        this, fields, sizes, SharedFields.BERT.dropout(fields), countsFromPad, layout);
  }

  private static TransformerLayer layer(String at, int width, int inner) {
    return new TransformerLayer(
        List.of(
            Linear.of(at + "attention.self.query", width, width),
            Linear.of(at + "attention.self.key", width, width),
            Linear.of(at + "attention.self.value", width, width)),
        Linear.of(at + "attention.output.dense", width, width),
        at + "attention.output.LayerNorm",
        Linear.of(at + "intermediate.dense", inner, width),
        Linear.of(at + "output.dense", width, inner),
        at + "output.LayerNorm");
  }
}
