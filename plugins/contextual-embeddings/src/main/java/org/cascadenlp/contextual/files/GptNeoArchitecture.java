package org.cascadenlp.contextual.files;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.cascadenlp.contextual.files.EncoderConfiguration.Dropout;
import org.cascadenlp.contextual.files.EncoderConfiguration.Sizes;

/**
 * GPT-Neo (Black et al. 2021), after GPT-3 (Brown et al. 2020): a GPT-2 some of whose layers only
 * see a window to the left, and whose attention is not scaled.
 */
final class GptNeoArchitecture implements Architecture {

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
    int width = fields.size("hidden_size");
    int layers = fields.layers("num_layers");
    int inner = (int) fields.whole("intermediate_size", 4L * width, 1);
    int rows = (int) fields.whole("max_position_embeddings", 2048, 3);
    int window = (int) fields.whole("window_size", 256, 1);
    Sizes sizes =
        new Sizes(
            fields.size("vocab_size"),
            width,
            layers,
            fields.size("num_heads"),
            inner,
            fields.activation("activation_function", "gelu_new"),
            rows,
            0,
            fields.number("layer_norm_epsilon", 1e-5, 0, 1),
            (int) fields.whole("pad_token_id", 0, 0));
    Dropout dropout =
        new Dropout(
            fields.dropout("embed_dropout", 0),
            fields.dropout("resid_dropout", 0),
            fields.dropout("attention_dropout", 0));
    Layout layout =
        new Layout("wte.weight", sizes.vocabulary(), width)
            .positions("wpe.weight", rows, width)
            .causal()
            .reaches(reaches(fields, layers, window))
            .scales(Collections.nCopies(layers, 1.0))
            .buffers("h\\.\\d+\\.attn\\.attention\\.(bias|masked_bias)");
    for (int i = 0; i < layers; i++) {
      layout.layer(layer("h." + i + ".", width, inner));
    }
    layout.normBefore("ln_f", width);
    return new EncoderConfiguration(this, fields, sizes, dropout, false, layout);
  }

  private static Layer layer(String at, int width, int inner) {
    String attention = at + "attn.attention.";
    return new Layer(
        List.of(
            Linear.withoutBias(attention + "q_proj", width, width),
            Linear.withoutBias(attention + "k_proj", width, width),
            Linear.withoutBias(attention + "v_proj", width, width)),
        Linear.of(attention + "out_proj", width, width),
        at + "ln_1",
        Linear.of(at + "mlp.c_fc", inner, width),
        Linear.of(at + "mlp.c_proj", width, inner),
        at + "ln_2");
  }

  /** How far back each layer sees, 0 for any distance. */
  private static List<Integer> reaches(ConfigurationFields fields, int layers, int window) {
    List<String> kinds = kinds(fields, layers);
    JsonElement again = fields.take(LAYERS);
    if (again != null && !again.equals(array(kinds))) {
      throw fields.wrong(LAYERS, again, "by " + TYPES + " it is " + array(kinds));
    }
    return kinds.stream().map(kind -> kind.equals("global") ? 0 : window).toList();
  }

  /** {@code [[["global", "local"], 6]]}: these two, six times over. */
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
