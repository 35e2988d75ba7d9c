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
import org.cascadenlp.transformers.spec.TransformerSpec.NormPlacement;
import org.jspecify.annotations.Nullable;

/**
 * The program texts of one configuration: {@code prepare}, which converts saved weights into one
 * order for all architectures, and the constants of {@code transformer.program}.
 *
 * <p>The order: arrays of the embeddings; twelve arrays of each distinct layer (concatenated query,
 * key and value projection, output projection, normalisation, both feed-forward layers,
 * normalisation, each with weight and bias); arrays of the final normalisation, the convolution and
 * relative positions.
 */
public final class TransformerText {

  private final EncoderConfiguration configuration;
  private final TransformerSpec spec;
  private final String type;
  private final PreparedArrays prepared;
  private final String embedded;
  private final String projected;
  private final int first;
  private final int last;
  private final int convolution;
  private final AttentionText attention;
  private final PackedLinearText packed;
  private final boolean recurrent;

  public TransformerText(EncoderConfiguration configuration, boolean bfloat16) {
    this(configuration, bfloat16, false);
  }

  /**
   * The texts for one configuration.
   *
   * @param bfloat16 whether matrix products are in bfloat16
   * @param recurrent whether layers also attend to states of earlier segments (mems)
   */
  TransformerText(EncoderConfiguration configuration, boolean bfloat16, boolean recurrent) {
    this.configuration = configuration;
    this.recurrent = recurrent;
    this.spec = configuration.spec();
    this.type = bfloat16 ? LinearProgram.BFLOAT16 : LinearProgram.FLOAT32;
    this.prepared = new PreparedArrays(spec, configuration.hiddenSize(), type);
    this.embedded = embedded();
    this.projected = spec.projectsBeforeNorm() ? "x" : projected("x");
    this.first = prepared.size();
    spec.layers().forEach(prepared::add);
    this.last = prepared.size();
    String lastNorm = spec.lastNorm();
    if (lastNorm != null) {
      prepared.addNorm(lastNorm);
    }
    this.convolution = prepared.size();
    TransformerSpec.Convolution convolutionSpec = spec.convolution();
    if (convolutionSpec != null) {
      prepared.add(convolutionSpec);
      prepared.addNorm(convolutionSpec.norm());
    }
    int distances = prepared.size();
    Attention.RelativeBias found = spec.attention().bias();
    if (found != null) {
      prepared.add(found.name());
    }
    Attention.Disentangled disentangled = spec.attention().disentangled();
    if (disentangled != null) {
      prepared.add(disentangled.name());
      if (!disentangled.norm().isEmpty()) {
        prepared.addNorm(disentangled.norm());
      }
    }
    this.attention = new AttentionText(configuration, type, distances, prepared.size());
    this.packed =
        new PackedLinearText(
            bfloat16,
            configuration.hiddenSize(),
            configuration.sizes().intermediate(),
            configuration.sizes().activation(),
            first,
            stride(),
            spec.layers().size(),
            packedFrom());
  }

  private int stride() {
    return PreparedArrays.LAYER_ARRAYS + spec.layers().get(0).more().size();
  }

  /**
   * The index of the first packed array: after the prepared arrays and the table of relative
   * positions.
   */
  private int packedFrom() {
    return prepared.size() + 1;
  }

  /**
   * The expressions that pack the arrays of {@link #prepare}, followed by one more: the table of
   * {@link RelativePositionTables} or a placeholder.
   */
  public List<String> pack() {
    return packed.expressions(spec.attention().disentangled() != null);
  }

  /** The expressions that convert the saved arrays, in the order of the specification. */
  public List<String> prepare() {
    return prepared.expressions();
  }

  /**
   * The constants of {@code transformer.program}, by name.
   *
   * @param kept the indices of the hidden states to return, 0 = after the embeddings
   * @param packs whether the linear layers use packed weights, see {@link #pack}; not in training
   */
  public Map<String, String> constants(List<Integer> kept, boolean training, boolean packs) {
    int width = configuration.hiddenSize();
    boolean before = spec.normPlacement() == NormPlacement.BEFORE;
    boolean parts =
        type.equals(LinearProgram.BFLOAT16)
            && !training; // training need not be reproducible across batches
    Map<String, String> constants = new HashMap<>();
    constants.put("training", training ? "True" : "False");
    constants.put("type", type);
    constants.put("width", String.valueOf(width));
    constants.put("heads", String.valueOf(configuration.sizes().heads()));
    constants.put("headwidth", String.valueOf(configuration.headWidth()));
    constants.put("droppedembeddings", dropped("x", "o", training));
    constants.put("droppedattention", dropped("s", "q", training));
    constants.put("droppedattended", dropped("a", "p", training && spec.attendedDropout()));
    String inner = dropped("h", "p", training && spec.innerDropout());
    constants.put("droppeddown", dropped("h", "p", training && spec.downDropout()));
    constants.put("stride", String.valueOf(stride()));
    constants.put("embedded", embedded);
    constants.put("projected", projected);
    constants.put("first", String.valueOf(first));
    constants.put("rounds", String.valueOf(spec.order().size()));
    constants.put("order", numbers(spec.order()));
    attention.put(constants);
    constants.put("beforeattention", before ? layerNorm("x", 4) : withMemory("x"));
    constants.put("afterattention", before ? "torch.add(x, a)" : layerNorm("torch.add(x, a)", 4));
    constants.put("beforefeedforward", before ? layerNorm("x", 10) : "x");
    constants.put(
        "afterfeedforward", before ? "torch.add(x, h)" : layerNorm("torch.add(x, h)", 10));
    int intermediate = configuration.sizes().intermediate();
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
                "h = torch.to(" + product("h", 8, intermediate, parts) + ", 6)");
    constants.put("feedforward", String.join("\n    ", forward));
    constants.put("last", before ? normed("x", last) : "x");
    constants.put("convolution", convolution(parts, training));
    List<String> states = new ArrayList<>();
    for (int k : kept) {
      states.add(
          k == configuration.layers() ? "last" : "states[" + k * spec.layersPerState() + "]");
    }
    String result = "torch.stack([" + String.join(", ", states) + "], 1)";
    constants.put("memory", recurrent ? "memory: Tensor, " : "");
    constants.put("returned", recurrent ? "List[Tensor]" : "Tensor");
    constants.put(
        "result",
        recurrent ? "[" + result + ", torch.stack(torch.slice(states, 0, -1), 1)]" : result);
    return constants;
  }

  /** The rows of a layer's input, followed by those of its mems. */
  private String withMemory(String x) {
    return recurrent ? "torch.cat([" + x + ", torch.select(memory, 1, i)], 0)" : x;
  }

  private String convolution(boolean parts, boolean training) {
    TransformerSpec.Convolution found = spec.convolution();
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
    String sum = embedding(spec.words(), "ids");
    if (spec.types() != null) {
      sum = "torch.add(" + sum + ", " + embedding(spec.types(), "types") + ")";
    }
    if (spec.positions() != null) {
      sum = "torch.add(" + sum + ", " + embedding(spec.positions(), "positions") + ")";
    }
    if (spec.projectsBeforeNorm()) {
      sum = projected(sum);
    }
    String norm = spec.norm();
    if (norm == null) {
      return sum;
    }
    int at = prepared.addNorm(norm);
    long width = spec.projectsBeforeNorm() ? configuration.hiddenSize() : spec.embeddingWidth();
    return layerNorm(configuration, sum, "w[" + at + "]", "w[" + (at + 1) + "]", width);
  }

  private String embedding(@Nullable String name, String rows) {
    return "torch.embedding(w[" + prepared.add(String.valueOf(name)) + "], " + rows + ")";
  }

  private String projected(String x) {
    Linear projection = spec.projection();
    if (projection == null) {
      return x;
    }
    String product = "torch.linear(" + x + ", w[" + prepared.add(projection.weight()) + "]";
    return projection.biasName().isEmpty()
        ? product + ")"
        : product + ", w[" + prepared.add(projection.biasName()) + "])";
  }

  private static String product(String x, int weight, int summed, boolean parts) {
    String w = "w[torch.add(b, " + weight + ")]";
    return LinearProgram.text(x, w, "w[torch.add(b, " + (weight + 1) + ")]", summed, parts);
  }

  /** The layer normalisation whose weight is array {@code place} of the layer. */
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

  /** The layer normalisation of {@code x} (..., width). */
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
