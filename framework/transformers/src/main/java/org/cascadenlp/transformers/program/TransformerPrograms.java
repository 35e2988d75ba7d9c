package org.cascadenlp.transformers.program;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.cascadenlp.neural.layers.LinearProgram;
import org.cascadenlp.neural.layers.PreparedLinear;
import org.cascadenlp.transformers.config.EncoderConfiguration;
import org.cascadenlp.transformers.spec.Attention;
import org.cascadenlp.transformers.spec.Blocks;
import org.cascadenlp.transformers.spec.Embeddings;
import org.cascadenlp.transformers.spec.Linear;
import org.cascadenlp.transformers.spec.TransformerSpec;

/**
 * The program texts of one configuration: {@code prepare}, which converts saved weights into one
 * order for all architectures, {@code pack}, and programs of which the fragments are chosen here.
 */
public final class TransformerPrograms {

  private final EncoderConfiguration configuration;
  private final TransformerSpec spec;
  private final Blocks blocks;
  private final boolean bfloat16;
  private final String type;
  private final PreparedArrays arrays;
  private final PackedArrays packed;
  private final boolean gated;

  /**
   * The texts for one configuration.
   *
   * @param bfloat16 whether matrix products are in bfloat16
   */
  public TransformerPrograms(EncoderConfiguration configuration, boolean bfloat16) {
    this.configuration = configuration;
    this.spec = configuration.spec();
    this.blocks = spec.blocks();
    this.bfloat16 = bfloat16;
    this.type = bfloat16 ? LinearProgram.BFLOAT16 : LinearProgram.FLOAT32;
    this.arrays = arrays();
    this.gated = blocks.layers().get(0).isGated();
    this.packed = new PackedArrays(arrays, blocks.layers().size(), gated);
  }

  private PreparedArrays arrays() {
    PreparedArrays all = new PreparedArrays(spec, configuration.hiddenSize(), type);
    all.addEmbeddings(spec.embeddings());
    all.addLayers(blocks.layers());
    if (!spec.lastNorm().isEmpty()) {
      all.addNorm("last.norm", spec.lastNorm());
    }
    Blocks.Convolution convolution = blocks.convolution();
    if (convolution != null) {
      all.addConvolution("convolution", convolution);
      all.addNorm("convolution.norm", convolution.norm());
    }
    Attention.RelativeBias bias = spec.attention().bias();
    if (bias != null) {
      all.add("relative.bias", bias.name());
    }
    Attention.Disentangled disentangled = spec.attention().disentangled();
    if (disentangled != null) {
      all.add("relative.embeddings", disentangled.name());
      if (!disentangled.norm().isEmpty()) {
        all.addNorm("relative.norm", disentangled.norm());
      }
    }
    switch (spec.attention().relativePosition()) {
      case NONE -> {}
      case ROTARY -> all.addExpression("relative.table", RotaryTable.of(configuration));
      // see RelativePositionTables
      default -> all.name("relative.table", "w[" + all.size() + "]");
    }
    return all;
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
    return arrays.expressions();
  }

  /** The type of matrix products, as a number of libtorch. */
  public String type() {
    return type;
  }

  /**
   * The program {@code transformer}.
   *
   * @param kept the indices of the hidden states to return, 0 = after the embeddings
   * @param packs whether the linear layers use packed weights, see {@link #pack}; not in training
   * @param recurrent whether layers also attend to states of earlier segments (mems)
   */
  String encoder(List<Integer> kept, boolean training, boolean packs, boolean recurrent) {
    ProgramTemplate program = template(training, packs);
    program
        .fragments("selfattention", TransformerPrograms.class, "self-attention")
        .flag("recurrent", recurrent);
    new AttentionChoice(configuration).put(program, !training && !recurrent);
    Blocks.Convolution convolution = blocks.convolution();
    program.flag("convolves", convolution != null);
    if (convolution != null) {
      int kernel = convolution.kernel();
      program
          .fragments("convolution", TransformerPrograms.class, "convolution")
          .value("margin", kernel / 2)
          .value("columns", kernel * configuration.hiddenSize())
          .value("neighbours", calls(IntStream.range(0, kernel), "convolution.neighbour"))
          .function(
              "convolutionactivation", x -> Activation.of(convolution.activation(), x.get(0)));
    }
    List<String> states = new ArrayList<>();
    for (int k : kept) {
      states.add(
          k == configuration.layers() ? "last" : "states[" + k * blocks.layersPerState() + "]");
    }
    return program
        .value("kept", String.join(", ", states))
        .value("memory", recurrent ? "memory: Tensor, " : "")
        .value("returned", recurrent ? "List[Tensor]" : "Tensor")
        .text(TransformerPrograms.class, "transformer");
  }

  /**
   * A program of this transformer for inference, to which the caller adds the fragments of part
   * {@code selfattention}: {@code run(x)} computes {@code a} (rows, width) in float32 from a
   * variable.
   *
   * @param packs whether the linear layers use packed weights, see {@link #pack}
   */
  public ProgramTemplate decoder(boolean packs) {
    return template(false, packs);
  }

  private ProgramTemplate template(boolean training, boolean packs) {
    boolean before = blocks.norms() == Blocks.NormPlacement.BEFORE;
    boolean splits = bfloat16 && !training; // training need not be reproducible across batches
    String activation = configuration.sizes().activation();
    Embeddings embeddings = spec.embeddings();
    Linear projection = embeddings.projection();
    boolean first = embeddings.projectsBeforeNorm();
    ProgramTemplate program =
        new ProgramTemplate(text -> arrays.resolve(text, packs))
            .fragments("embeddings", TransformerPrograms.class, "embeddings")
            .fragments("block", TransformerPrograms.class, before ? "block-before" : "block-after")
            .fragments(
                "norm",
                TransformerPrograms.class,
                spec.normsHaveBias() ? "norm-layer" : "norm-layer-unbiased")
            .fragments(
                "feedforward",
                TransformerPrograms.class,
                packs ? "feed-forward-packed" : gated ? "feed-forward-gated" : "feed-forward")
            .fragments("dropout", TransformerPrograms.class, "dropout")
            .flag("training", training)
            .flag("hastypes", embeddings.types() != null)
            .flag("haspositions", embeddings.positions() != null)
            .flag("normsembeddings", !embeddings.norm().isEmpty())
            .flag("projectsfirst", projection != null && first)
            .flag("projectslast", projection != null && !first)
            .value("embeddingwidth", embeddings.normWidth())
            .flag("dropsattended", training && blocks.dropouts().attended())
            .value(
                "attendedcut", blocks.dropouts().attendedAsWeights() ? "attentioncut" : "hiddencut")
            .flag("dropsdown", training && blocks.dropouts().down())
            .value("type", type)
            .value("width", configuration.hiddenSize())
            .value("heads", configuration.sizes().heads())
            .value("headwidth", configuration.headWidth())
            .value("epsilon", configuration.sizes().layerNormEpsilon())
            .value("factor", AttentionChoice.factor(configuration))
            .value("order", numbers(blocks.order()))
            .value("rounds", blocks.order().size())
            .value("first", arrays.first())
            .value("stride", arrays.stride())
            .function("activation", x -> Activation.of(activation, x.get(0)))
            .function("linear", x -> linear(x.get(0), x.get(1), packs, splits));
    if (projection != null) {
      program.flag("projectionbias", !projection.biasName().isEmpty());
    }
    if (before) {
      program.flag("normsfirst", !blocks.layers().get(0).firstNorm().isEmpty());
    }
    if (gated && !packs) {
      program.value("intermediate", configuration.sizes().intermediate());
    }
    return packs
        ? packed(program)
        : program.flag("dropsinner", training && blocks.dropouts().inner());
  }

  private ProgramTemplate packed(ProgramTemplate program) {
    String activation = configuration.sizes().activation();
    int width = configuration.hiddenSize();
    int length = LinearProgram.part(configuration.sizes().intermediate());
    List<String> ranges = new ArrayList<>();
    for (int i = 0; i < packed.ranges(); i++) {
      String range = "(" + i + ", " + i * length + ", " + (i + 1) * length + ")}";
      ranges.add("${feedforward." + (i == 0 ? "first" : "next") + range);
    }
    return program
        .value("ranges", String.join("\n", ranges))
        .flag("bfloat16", bfloat16)
        .flag("gated", gated)
        .flag("fusesactivation", PreparedLinear.count(width) == 1)
        .value("pointwise", Activation.packed(activation))
        .function(
            "upproduct",
            x ->
                PreparedLinear.text(
                    x.get(0),
                    part -> "w.packed.feed_forward.up." + x.get(1) + "." + part,
                    x.get(2),
                    width,
                    bfloat16))
        .function("gate", x -> gate(x.get(0), x.get(1), x.get(2), x.get(3)))
        .function("firstproduct", x -> PreparedLinear.first(x.get(0), x.get(1), x.get(2), bfloat16))
        .function("nextproduct", x -> PreparedLinear.added(x.get(0), x.get(1), x.get(2), bfloat16));
  }

  /** The columns of the gate for a range of columns of the packed feed-forward layer. */
  private String gate(String x, String range, String from, String to) {
    int half = configuration.sizes().intermediate();
    String bias =
        String.format(
            "torch.slice(w.feed_forward.up.bias, 0, %d, %d)",
            half + Integer.parseInt(from), half + Integer.parseInt(to));
    return PreparedLinear.text(
        x,
        part -> "w.packed.feed_forward.gate." + range + "." + part,
        bias,
        configuration.hiddenSize(),
        bfloat16);
  }

  /** The linear layer {@code name} of the rows {@code x}. */
  private String linear(String x, String name, boolean packs, boolean splits) {
    String bias = "w." + name + ".bias";
    int summed = arrays.summed(name);
    return packs && !name.equals("convolution")
        ? PreparedLinear.text(x, part -> "w.packed." + name + "." + part, bias, summed, bfloat16)
        : LinearProgram.text(x, "w." + name + ".weight", bias, summed, splits);
  }

  /** Calls of a definition with each number, separated by commas. */
  private static String calls(IntStream numbers, String definition) {
    return String.join(", ", numbers.mapToObj(n -> "${" + definition + "(" + n + ")}").toList());
  }

  /** Numbers as the elements of a list. */
  public static String numbers(List<? extends Number> numbers) {
    return String.join(", ", numbers.stream().map(String::valueOf).toList());
  }
}
