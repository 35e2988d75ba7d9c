package org.cascadenlp.transformers.config;

import com.google.gson.JsonPrimitive;
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
 * ModernBERT (Warner et al. 2024) and models of the same architecture such as Ettin (Weller et al.
 * 2025): rotary positions, pre-normalisation, a gated feed-forward network, and attention that is
 * local in most layers.
 *
 * <p>As in transformers 4.48 to 5.24 the first layer has no layer normalisation before attention,
 * and one follows the last layer. The last hidden state is the normalised one, as {@code
 * last_hidden_state}; in transformers 4.48 {@code hidden_states[-1]} is the one before.
 */
final class ModernBertArchitecture implements Architecture {

  private static final SharedFields FIELDS =
      new SharedFields(
          "hidden_size",
          "num_hidden_layers",
          "num_attention_heads",
          "intermediate_size",
          "hidden_activation",
          "max_position_embeddings",
          "norm_eps",
          new SharedFields.Dropouts("embedding_dropout", "mlp_dropout", "attention_dropout"),
          new SharedFields.Defaults("gelu", 8192, 1e-5, 0));

  /**
   * Fields of language models and of other implementations, and a second epsilon that nothing
   * reads.
   */
  private static final String[] UNUSED = {
    "cls_token_id",
    "decoder_bias",
    "deterministic_flash_attn",
    "initializer_cutoff_factor",
    "layer_norm_eps",
    "mask_token_id",
    "reference_compile",
    "repad_logits_with_grad",
    "sparse_pred_ignore_index",
    "sparse_prediction"
  };

  @Override
  public String modelType() {
    return "modernbert";
  }

  @Override
  public String stem() {
    return "ModernBert";
  }

  @Override
  public String prefix() {
    return "model.";
  }

  @Override
  public EncoderConfiguration read(ConfigurationFields fields) {
    fields.same("position_embedding_type", "sans_pos", "absolute"); // neither changes anything
    fields.encoderOnly();
    fields.only("is_causal", "false");
    fields.only("causal_mask", "false");
    fields.skip(UNUSED);
    checkHead(fields);
    Sizes sizes = FIELDS.sizes(fields, 0, (int) fields.whole("pad_token_id", 0, 0), 0);
    Parts parts =
        new Parts(
            sizes.hiddenSize(),
            sizes.intermediate(),
            fields.either("attention_bias", false),
            fields.either("mlp_bias", false));
    TransformerSpec spec =
        new TransformerSpec(
            Embeddings.of("embeddings.tok_embeddings.weight", sizes.vocabulary(), parts.width)
                .norm("embeddings.norm"),
            Blocks.of(attention(fields, sizes), sizes.layers(), parts::layer)
                .normsBefore()
                .dropouts(new Blocks.Dropouts(true, true, true, false)),
            "final_norm");
    return new EncoderConfiguration(
        this,
        fields,
        sizes,
        FIELDS.dropout(fields),
        false,
        fields.either("norm_bias", false) ? spec : spec.normsWithoutBias());
  }

  /** The fields on which only heads depend. */
  private static void checkHead(ConfigurationFields fields) {
    fields.oneOf("classifier_pooling", "cls", List.of("cls", "mean"));
    fields.activation("classifier_activation", "gelu");
    fields.either("classifier_bias", false);
  }

  private static Attention attention(ConfigurationFields fields, Sizes sizes) {
    LayerTypes types = LayerTypes.read(fields, sizes.layers());
    List<Double> bases = types.rotaryBases(fields);
    long window = fields.whole("local_attention", 128, 1);
    if (types.hasLocal() && window > sizes.positions()) {
      throw fields.wrong(
          "local_attention",
          new JsonPrimitive(window),
          "expected at most max_position_embeddings, which is " + sizes.positions());
    }
    int headWidth = sizes.hiddenSize() / sizes.heads();
    if (headWidth % 2 != 0) {
      throw CascadeException.of(
          fields.place(),
          "hidden_size / num_attention_heads is " + headWidth,
          "rotary positions need an even width of a head: correct one of them");
    }
    // the window counts both sides, but not the query itself
    int seen = 2 * (int) (window / 2) + 1;
    return Attention.rotary(bases).localWindows(types.windows(seen));
  }

  /** What the arrays of all layers have in common. */
  private record Parts(int width, int inner, boolean attentionBias, boolean mlpBias) {

    TransformerLayer layer(int number) {
      String prefix = "layers." + number + ".";
      return new TransformerLayer(
          List.of(linear(prefix + "attn.Wqkv", 3L * width, width, attentionBias)),
          linear(prefix + "attn.Wo", width, width, attentionBias),
          number == 0 ? "" : prefix + "attn_norm",
          linear(prefix + "mlp.Wi", 2L * inner, width, mlpBias),
          linear(prefix + "mlp.Wo", width, inner, mlpBias),
          prefix + "mlp_norm");
    }

    private static Linear linear(String name, long out, long in, boolean bias) {
      return bias ? Linear.of(name, out, in) : Linear.withoutBias(name, out, in);
    }
  }
}
