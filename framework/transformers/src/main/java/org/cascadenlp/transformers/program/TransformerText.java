package org.cascadenlp.transformers.program;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cascadenlp.neural.layers.LinearProgram;
import org.cascadenlp.transformers.config.EncoderConfiguration;
import org.cascadenlp.transformers.spec.Attention;
import org.cascadenlp.transformers.spec.Linear;
import org.cascadenlp.transformers.spec.TransformerSpec;
import org.cascadenlp.transformers.spec.TransformerSpec.Norm;
import org.jspecify.annotations.Nullable;

/**
 * The program texts of one configuration: {@code fuse}, which brings saved weights into one order
 * for all families, and what {@code transformer.program} leaves open.
 *
 * <p>In that order come the embeddings' arrays, then twelve of each different layer (query, key and
 * value in one matrix, what follows attention, its normalisation, the feed-forward block, its
 * normalisation), then those of the last normalisation and of distances.
 */
public final class TransformerText {

  private final EncoderConfiguration configuration;
  private final TransformerSpec layout;
  private final String type;
  private final FusedArrays fused;
  private final String embedded;
  private final String projected;
  private final int first;
  private final int last;
  private final int convolution;
  private final AttentionText attention;
  private final PackedText packed;
  private final boolean remembers;

  public TransformerText(EncoderConfiguration configuration, boolean bfloat16) {
    this(configuration, bfloat16, false);
  }

  /**
   * The texts for a configuration.
   *
   * @param bfloat16 whether matrix products are in bfloat16
   * @param remembers whether layers attend to states of earlier segments too
   */
  TransformerText(EncoderConfiguration configuration, boolean bfloat16, boolean remembers) {
    this.configuration = configuration;
    this.remembers = remembers;
    this.layout = configuration.layout();
    this.type = bfloat16 ? LinearProgram.BFLOAT16 : LinearProgram.FLOAT32;
    this.fused = new FusedArrays(layout, configuration.hiddenSize(), type);
    this.embedded = embedded();
    this.projected = layout.projectsBeforeNorm() ? "x" : projected("x");
    this.first = fused.size();
    layout.layers().forEach(fused::add);
    this.last = fused.size();
    String lastNorm = layout.lastNorm();
    if (lastNorm != null) {
      fused.addNorm(lastNorm);
    }
    this.convolution = fused.size();
    TransformerSpec.Convolution convolves = layout.convolution();
    if (convolves != null) {
      fused.add(convolves);
      fused.addNorm(convolves.norm());
    }
    int distances = fused.size();
    Attention.Distances found = layout.attention().distances();
    if (found != null) {
      fused.add(found.name());
    }
    Attention.Disentangled disentangled = layout.attention().disentangled();
    if (disentangled != null) {
      fused.add(disentangled.name());
      if (!disentangled.norm().isEmpty()) {
        fused.addNorm(disentangled.norm());
      }
    }
    this.attention = new AttentionText(configuration, type, distances, fused.size());
    this.packed =
        new PackedText(
            bfloat16,
            configuration.hiddenSize(),
            configuration.sizes().intermediate(),
            configuration.sizes().activation(),
            first,
            stride(),
            layout.layers().size(),
            packedFrom());
  }

  private int stride() {
    return FusedArrays.OF_A_LAYER + layout.layers().get(0).more().size();
  }

  /** The place of the first packed array: behind those of {@code fuse} and the relative table's. */
  private int packedFrom() {
    return fused.size() + 1;
  }

  /**
   * The expressions that pack the arrays of {@link #fuse}, behind which comes one more: {@link
   * RelativeTables}' or any.
   */
  public List<String> pack() {
    return packed.expressions(layout.attention().disentangled() != null);
  }

  /** The expressions that bring the saved arrays, in the layout's order, into the network's. */
  public List<String> fuse() {
    return fused.expressions();
  }

  /**
   * What stands for each name in {@code transformer.program}.
   *
   * @param kept the hidden states to return, 0 = after the embeddings
   * @param packs whether the layers' products are oneDNN's, see {@link #pack}; not in training
   */
  public Map<String, String> constants(List<Integer> kept, boolean training, boolean packs) {
    int width = configuration.hiddenSize();
    boolean before = layout.placed() == Norm.BEFORE;
    boolean parts =
        type.equals(LinearProgram.BFLOAT16) && !training; // nothing is promised of training's bits
    Map<String, String> constants = new HashMap<>();
    constants.put("training", training ? "True" : "False");
    constants.put("type", type);
    constants.put("width", String.valueOf(width));
    constants.put("heads", String.valueOf(configuration.sizes().heads()));
    constants.put("headwidth", String.valueOf(configuration.headWidth()));
    constants.put("droppedembeddings", dropped("x", "o", training));
    constants.put("droppedattention", dropped("s", "q", training));
    constants.put("droppedattended", dropped("a", "p", training && layout.attendedDropout()));
    String inner = dropped("h", "p", training && layout.innerDropout());
    constants.put("droppeddown", dropped("h", "p", training && layout.downDropout()));
    constants.put("stride", String.valueOf(stride()));
    constants.put("embedded", embedded);
    constants.put("projected", projected);
    constants.put("first", String.valueOf(first));
    constants.put("rounds", String.valueOf(layout.order().size()));
    constants.put("order", numbers(layout.order()));
    attention.put(constants);
    constants.put("beforeattention", before ? layerNorm("x", 4) : remembering("x"));
    constants.put("afterattention", before ? "torch.add(x, a)" : layerNorm("torch.add(x, a)", 4));
    constants.put("beforefeedforward", before ? layerNorm("x", 10) : "x");
    constants.put(
        "afterfeedforward", before ? "torch.add(x, h)" : layerNorm("torch.add(x, h)", 10));
    int wide = configuration.sizes().intermediate();
    String qkv = packs ? packed.queryKeyValue() : product("r", 0, width, parts);
    constants.put("qkv", "torch.to(" + qkv + ", " + type + ")");
    constants.put("attended", packs ? packed.attended() : product("c", 2, width, parts));
    List<String> forward =
        packs
            ? packed.feedForward()
            : List.of(
                "h = torch.to(" + product("r", 6, width, parts) + ", " + type + ")",
                "h = " + Activation.of(configuration.sizes().activation(), "h"),
                "h = torch.to(" + inner + ", " + type + ")",
                "h = torch.to(" + product("h", 8, wide, parts) + ", 6)");
    constants.put("feedforward", String.join("\n    ", forward));
    constants.put("last", before ? normed("x", last) : "x");
    constants.put("convolution", convolution(parts, training));
    List<String> states = new ArrayList<>();
    for (int k : kept) {
      states.add(k == configuration.layers() ? "last" : "states[" + k * layout.rounds() + "]");
    }
    String result = "torch.stack([" + String.join(", ", states) + "], 1)";
    constants.put("memory", remembers ? "memory: Tensor, " : "");
    constants.put("returned", remembers ? "List[Tensor]" : "Tensor");
    constants.put(
        "result",
        remembers ? "[" + result + ", torch.stack(torch.slice(states, 0, -1), 1)]" : result);
    return constants;
  }

  /** The rows of a layer's input, behind them those of its memory. */
  private String remembering(String x) {
    return remembers ? "torch.cat([" + x + ", torch.select(memory, 1, i)], 0)" : x;
  }

  private String convolution(boolean parts, boolean training) {
    TransformerSpec.Convolution found = layout.convolution();
    return found == null
        ? "# no convolution"
        : ConvolutionText.of(
            found,
            convolution,
            configuration.hiddenSize(),
            type,
            parts,
            training,
            normed("h", convolution + 2));
  }

  private static String dropped(String x, String cut, boolean drops) {
    return drops ? Dropout.text(x, cut) : x;
  }

  private String embedded() {
    String sum = embedding(layout.words(), "ids");
    if (layout.types() != null) {
      sum = "torch.add(" + sum + ", " + embedding(layout.types(), "types") + ")";
    }
    if (layout.positions() != null) {
      sum = "torch.add(" + sum + ", " + embedding(layout.positions(), "positions") + ")";
    }
    if (layout.projectsBeforeNorm()) {
      sum = projected(sum);
    }
    String norm = layout.norm();
    if (norm == null) {
      return sum;
    }
    int at = fused.addNorm(norm);
    long width = layout.projectsBeforeNorm() ? configuration.hiddenSize() : layout.embeddingWidth();
    return layerNorm(configuration, sum, "w[" + at + "]", "w[" + (at + 1) + "]", width);
  }

  private String embedding(@Nullable String name, String rows) {
    return "torch.embedding(w[" + fused.add(String.valueOf(name)) + "], " + rows + ")";
  }

  private String projected(String x) {
    Linear projection = layout.projection();
    if (projection == null) {
      return x;
    }
    String product = "torch.linear(" + x + ", w[" + fused.add(projection.weight()) + "]";
    return projection.biasName().isEmpty()
        ? product + ")"
        : product + ", w[" + fused.add(projection.biasName()) + "])";
  }

  private static String product(String x, int weight, int summed, boolean parts) {
    String w = "w[torch.add(b, " + weight + ")]";
    return LinearProgram.text(x, w, "w[torch.add(b, " + (weight + 1) + ")]", summed, parts);
  }

  /** The normalisation whose arrays are at {@code place} and after it in the layer. */
  private String layerNorm(String x, int place) {
    return layerNorm(
        configuration,
        x,
        "w[torch.add(b, " + place + ")]",
        "w[torch.add(b, " + (place + 1) + ")]",
        configuration.hiddenSize());
  }

  private String normed(String x, int place) {
    return layerNorm(
        configuration, x, "w[" + place + "]", "w[" + (place + 1) + "]", configuration.hiddenSize());
  }

  /** The normalisation of {@code x}, {@code width} wide. */
  static String layerNorm(
      EncoderConfiguration configuration, String x, String weight, String bias, long width) {
    return "torch.layer_norm("
        + String.join(
            ", ",
            x,
            "[" + width + "]",
            weight,
            bias,
            String.valueOf(configuration.sizes().layerNormEpsilon()))
        + ")";
  }

  static String numbers(List<? extends Number> numbers) {
    return String.join(", ", numbers.stream().map(String::valueOf).toList());
  }
}
