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
    fields.encoderOnly();
    int width = fields.size("hidden_size");
    int layers = fields.size("num_layers");
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
    Gpt2Architecture.headFields(fields);
    fields.skip("attention_layers"); // the same said again, layer by layer
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

  /** {@code [[["global", "local"], 6]]}: these two, six times over. */
  private static List<Integer> reaches(ConfigurationFields fields, int layers, int window) {
    JsonElement stated = fields.take(TYPES);
    List<Integer> reaches = new ArrayList<>();
    if (stated == null) {
      for (int i = 0; i < layers; i++) {
        reaches.add(i % 2 == 0 ? 0 : window);
      }
      return reaches;
    }
    try {
      for (JsonElement part : stated.getAsJsonArray()) {
        JsonArray pair = part.getAsJsonArray();
        int times = pair.get(1).getAsInt();
        for (int i = 0; i < times && reaches.size() <= layers; i++) {
          for (JsonElement kind : pair.get(0).getAsJsonArray()) {
            String name = kind.getAsString();
            if (!name.equals("global") && !name.equals("local")) {
              throw new IllegalStateException(name);
            }
            reaches.add(name.equals("global") ? 0 : window);
          }
        }
      }
    } catch (IllegalStateException | NumberFormatException | IndexOutOfBoundsException e) {
      throw fields.wrong(
          TYPES, stated, "expected a list such as [[[\"global\", \"local\"], " + layers / 2 + "]]");
    }
    if (reaches.size() != layers) {
      throw fields.wrong(
          TYPES, stated, "it names " + reaches.size() + " layers, but num_layers is " + layers);
    }
    return reaches;
  }
}
