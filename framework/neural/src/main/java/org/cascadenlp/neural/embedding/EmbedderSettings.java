package org.cascadenlp.neural.embedding;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.cascadenlp.core.Parameters;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.torch.Cpu;

/**
 * The options of an embedder that is a network.
 *
 * @param layers the hidden states to use: 0 is after the embeddings, negative numbers count from
 *     the last (-1); empty for all
 * @param pooling how subword vectors are pooled to token vectors, if they are
 * @param pooled how a pooled vector of the sequence is made beside those of its tokens
 * @param normalize whether the pooled vector is scaled to length 1 in each layer
 * @param window the longest input of the network, in subwords including special ones
 * @param overlap the number of subwords shared by neighbouring windows of a long sequence
 * @param context the subwords of context on each side, taken from neighbouring sequences (Schweter
 *     and Akbik 2020), as far as the window has room; 0 for none
 * @param memory the length of the segment recurrence (Dai et al. 2019): hidden states of earlier
 *     subwords that each segment of a long sequence attends to; 0 for overlapping windows instead
 * @param precision the precision of matrix products
 * @param batchTokens the subwords of one batch
 */
public record EmbedderSettings(
    List<Integer> layers,
    Pooling pooling,
    SequencePooling pooled,
    boolean normalize,
    int window,
    int overlap,
    int context,
    int memory,
    Precision precision,
    int batchTokens)
    implements EmbedderOptions {

  public EmbedderSettings {
    layers = List.copyOf(layers);
  }

  /** Settings without context and segment recurrence. */
  public EmbedderSettings(
      List<Integer> layers,
      Pooling pooling,
      SequencePooling pooled,
      boolean normalize,
      int window,
      int overlap,
      Precision precision,
      int batchTokens) {
    this(layers, pooling, pooled, normalize, window, overlap, 0, 0, precision, batchTokens);
  }

  /** These settings with another pooling of subwords. */
  public EmbedderSettings pooling(Pooling other) {
    return new EmbedderSettings(
        layers, other, pooled, normalize, window, overlap, context, memory, precision, batchTokens);
  }

  /** These settings with {@code subwords} of context on each side. */
  public EmbedderSettings inContext(int subwords) {
    return with(subwords, memory);
  }

  /** These settings with segment recurrence over {@code states} earlier subwords. */
  public EmbedderSettings withMemory(int states) {
    return with(context, states);
  }

  private EmbedderSettings with(int subwords, int states) {
    return new EmbedderSettings(
        layers,
        pooling,
        pooled,
        normalize,
        window,
        overlap,
        subwords,
        states,
        precision,
        batchTokens);
  }

  /**
   * The settings in a descriptor: {@code layers}, {@code pooling}, {@code pooled}, {@code
   * normalize}, {@code window}, {@code overlap}, {@code context}, {@code memory}, {@code precision}
   * and {@code batchTokens}.
   */
  public static EmbedderSettings of(Parameters parameters) {
    int window = parameters.integer("window", 8, 1_000_000);
    int overlap = parameters.integer("overlap", 0, 1_000_000);
    if (overlap > window / 2) {
      throw parameters.bad("overlap", overlap, "it must be at most half of window = " + window);
    }
    return new EmbedderSettings(
        layers(parameters),
        parameters.choice("pooling", Pooling.class),
        parameters.choice("pooled", SequencePooling.class),
        parameters.flag("normalize"),
        window,
        overlap,
        parameters.integer("context", 0, window),
        parameters.integer("memory", 0, 65_536),
        parameters.choice("precision", Precision.class),
        parameters.integer("batchTokens", 16, 10_000_000));
  }

  private static List<Integer> layers(Parameters parameters) {
    String text = parameters.text("layers").trim();
    if (text.equals("all")) {
      return List.of();
    }
    try {
      return Arrays.stream(text.split(",")).map(part -> Integer.valueOf(part.trim())).toList();
    } catch (NumberFormatException e) {
      throw parameters.bad(
          "layers", text, "give numbers separated by commas (-1 is the last layer), or all");
    }
  }

  /**
   * Casts {@code settings}; an error if they are not those of a network.
   *
   * @param place the model's name in errors
   */
  public static EmbedderSettings of(EmbedderOptions settings, String place) {
    if (settings instanceof EmbedderSettings network) {
      return network;
    }
    throw CascadeException.of(
        place,
        "is a network and cannot be opened with " + settings,
        "use an embedding made for networks");
  }

  /**
   * {@link #layers} with negative numbers resolved, counted from 0, the hidden state after the
   * embeddings.
   *
   * @param depth the number of layers of the network
   * @param place the network's name in errors
   */
  public List<Integer> resolvedLayers(int depth, String place) {
    if (layers.isEmpty()) {
      return IntStream.rangeClosed(0, depth).boxed().toList();
    }
    return layers.stream()
        .map(
            layer -> {
              int counted = layer < 0 ? depth + 1 + layer : layer;
              if (counted < 0 || counted > depth) {
                throw CascadeException.of(
                    place,
                    "parameter layers = '" + layer + "'",
                    "it has hidden states 0 (after the embeddings) to "
                        + depth
                        + ", or -1 to -"
                        + (depth + 1)
                        + " from the last");
              }
              return counted;
            })
        .toList();
  }

  /** How the subword vectors of a token are pooled to its vector, if they are. */
  public enum Pooling {
    FIRST,
    LAST,
    MEAN,
    MAX,
    /** the first and the last concatenated (Akbik et al. 2018): twice as wide */
    FIRST_LAST,
    /** not at all: one vector per subword of each window, special tokens included */
    NONE,
    /** as the model's provider chooses for its attention: first or last */
    AUTO;

    /** The width of a token's vector, for subword vectors of {@code width}. */
    public int width(int width) {
      return this == FIRST_LAST ? Math.multiplyExact(2, width) : width;
    }
  }

  /** How the hidden states of a sequence, special subwords included, are pooled to one vector. */
  public enum SequencePooling {
    /** no pooled vector */
    NONE,
    /** their mean */
    MEAN,
    /** the state of the special subword for the whole sequence ({@code [CLS]}) */
    CLS,
    /** the state of the last subword that is no padding, the only one that has read all in a GPT */
    LAST
  }

  /** The precision of matrix products; everything else is float32. */
  public enum Precision {
    FLOAT32,
    BFLOAT16,
    /** bfloat16 where the CPU has it in hardware, else float32 */
    AUTO;

    /** True if products use bfloat16 on this machine. */
    public boolean bfloat16() {
      return this == BFLOAT16 || (this == AUTO && Cpu.hasBfloat16());
    }
  }
}
