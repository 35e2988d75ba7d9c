package org.cascadenlp.transformers.config;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.cascadenlp.transformers.config.EncoderConfiguration.Sizes;
import org.cascadenlp.transformers.spec.Attention;
import org.cascadenlp.transformers.spec.Blocks;
import org.cascadenlp.transformers.spec.Embeddings;
import org.cascadenlp.transformers.spec.Linear;
import org.cascadenlp.transformers.spec.TransformerLayer;
import org.cascadenlp.transformers.spec.TransformerSpec;

/**
 * GPT-Neo (Black et al. 2021): GPT-2 with local attention in some layers and unscaled attention
 * products.
 */
final class GptNeoArchitecture implements Architecture {

  private static final SharedFields FIELDS =
      new SharedFields(
          "hidden_size",
          "num_layers",
          "num_heads",
          "",
          "activation_function",
          "max_position_embeddings",
          "layer_norm_epsilon",
          new SharedFields.Dropouts("embed_dropout", "resid_dropout", "attention_dropout"),
          new SharedFields.Defaults("gelu_new", 2048, 1e-5, 0));
  private static final String TYPES = "attention_types";
  private static final String LAYERS = "attention_layers";

  @Override
  public String modelType() {
    return "gpt_neo";
  }

  @Override
  public String stem() {
    return "GPTNeo";
  }

  @Override
  public String prefix() {
    return "transformer.";
  }

  @Override
  public EncoderConfiguration read(ConfigurationFields fields) {
    fields.decoderOnly();
    fields.alias("num_heads", "num_attention_heads");
    fields.alias("num_layers", "num_hidden_layers");
    Sizes sizes = FIELDS.sizes(fields, 0, (int) fields.whole("pad_token_id", 0, 0), 0);
    sizes = sizes.intermediate((int) fields.whole("intermediate_size", sizes.intermediate(), 1));
    int width = sizes.hiddenSize();
    int layers = sizes.layers();
    int window = (int) fields.whole("window_size", 256, 1);
    int inner = sizes.intermediate();
    Attention attention =
        Attention.causal()
            .localWindows(localWindows(fields, layers, window))
            .scales(Collections.nCopies(layers, 1.0));
    TransformerSpec spec =
        new TransformerSpec(
                Embeddings.of("wte.weight", sizes.vocabulary(), width)
                    .positions("wpe.weight", sizes.positions()),
                Blocks.of(attention, layers, i -> layer("h." + i + ".", width, inner))
                    .normsBefore(),
                "ln_f")
            .buffers("h\\.\\d+\\.attn\\.attention\\.(bias|masked_bias)");
    return new EncoderConfiguration(this, fields, sizes, FIELDS.dropout(fields), false, spec);
  }

  private static TransformerLayer layer(String prefix, int width, int inner) {
    String attention = prefix + "attn.attention.";
    return new TransformerLayer(
        List.of(
            Linear.withoutBias(attention + "q_proj", width, width),
            Linear.withoutBias(attention + "k_proj", width, width),
            Linear.withoutBias(attention + "v_proj", width, width)),
        Linear.of(attention + "out_proj", width, width),
        prefix + "ln_1",
        Linear.of(prefix + "mlp.c_fc", inner, width),
        Linear.of(prefix + "mlp.c_proj", width, inner),
        prefix + "ln_2");
  }

  /** The local attention window of each layer, 0 for global attention. */
  private static List<Integer> localWindows(ConfigurationFields fields, int layers, int window) {
    List<String> kinds = kinds(fields, layers);
    JsonElement again = fields.take(LAYERS);
    if (again != null && !again.equals(array(kinds))) {
      throw fields.wrong(LAYERS, again, TYPES + " gives " + array(kinds));
    }
    return kinds.stream().map(kind -> kind.equals("global") ? 0 : window).toList();
  }

  /** Expands {@code [[["global", "local"], 6]]}: the list, repeated six times. */
  private static List<String> kinds(ConfigurationFields fields, int layers) {
    JsonElement stated = fields.take(TYPES);
    List<String> kinds = new ArrayList<>();
    if (stated == null) {
      for (int i = 0; i < layers; i++) {
        kinds.add(i % 2 == 0 ? "global" : "local");
      }
      return kinds;
    }
    try {
      for (JsonElement part : stated.getAsJsonArray()) {
        JsonArray pair = part.getAsJsonArray();
        int times = pair.get(1).getAsInt();
        for (int i = 0; i < times && kinds.size() <= layers; i++) {
          for (JsonElement kind : pair.get(0).getAsJsonArray()) {
            String name = kind.getAsString();
            if (!name.equals("global") && !name.equals("local")) {
              throw new IllegalStateException(name);
            }
            kinds.add(name);
          }
        }
      }
    } catch (IllegalStateException
        | UnsupportedOperationException
        | NumberFormatException
        | IndexOutOfBoundsException e) {
      throw fields.wrong(
          TYPES, stated, "expected a list such as [[[\"global\", \"local\"], " + layers / 2 + "]]");
    }
    if (kinds.size() != layers) {
      throw fields.wrong(
          TYPES, stated, "it names " + kinds.size() + " layers, but num_layers is " + layers);
    }
    return kinds;
  }

  private static JsonArray array(List<String> names) {
    JsonArray array = new JsonArray();
    names.forEach(array::add);
    return array;
  }
}
