package org.cascadenlp.neural.embedding;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.cascadenlp.core.Parameters;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.torch.Cpu;

/**
 * How an embedder that is a network makes rows.
 *
 * @param layers numbers of hidden states, 0 = after the embeddings; negative ones count from the
 *     last (-1); none for all
 * @param pooling how the subwords of a token become its vector
 * @param pooled how a sequence as a whole gets a vector beside those of its tokens
 * @param normalize whether the vector of a whole sequence gets a length of 1 in each layer
 * @param window the longest sequence the network sees at once, in subwords with special tokens
 * @param overlap subwords that neighbouring windows of a long sequence share
 * @param context subwords of the neighbouring sequences on each side that a sequence is read with (Schweter
 *     and Akbik 2020), as far as the window has room; 0 for none
 * @param memory states of earlier subwords that a segment of a longer sequence sees, where a sequence is
 *     read segment after segment instead of through overlapping windows (Dai et al. 2019); 0 for
 *     windows
 * @param precision the precision of matrix products
 * @param batchTokens subwords packed into one call of the network
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

  /** Settings with which a sequence is read alone, a longer one through windows. */
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

  /** These settings with {@code subwords} of the neighbours on each side. */
  public EmbedderSettings inContext(int subwords) {
    return with(subwords, memory);
  }

  /** These settings with segments that see {@code states} of earlier subwords. */
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
   * {@code settings} as those of a network.
   *
   * @param place how errors name the model
   */
  public static EmbedderSettings of(EmbedderOptions settings, String place) {
    if (settings instanceof EmbedderSettings network) {
      return network;
    }
    throw CascadeException.of(
        place, "is a network, which has no " + settings, "use the embedding made for networks");
  }

  /**
   * The numbers of {@link #layers} counted from 0, the hidden state after the embeddings.
   *
   * @param depth the number of layers of the network
   * @param place how errors name the network
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

  /** How the subwords of a token become its vector. */
  public enum Pooling {
    FIRST,
    LAST,
    MEAN,
    MAX,
    /** the first and, beside it, the last (Akbik et al. 2018): twice as wide */
    FIRST_LAST;

    /** The width of a token's vector over subwords that are {@code width} wide. */
    public int width(int width) {
      return this == FIRST_LAST ? Math.multiplyExact(2, width) : width;
    }
  }

  /** How the states of a sequence's subwords, special ones included, become the sequence's vector. */
  public enum SequencePooling {
    /** not at all */
    NONE,
    /** their mean */
    MEAN,
    /** that of the special subword that stands for the whole sequence */
    CLS
  }

  /** The precision of matrix products; everything else is float32. */
  public enum Precision {
    FLOAT32,
    BFLOAT16,
    /** bfloat16 where the CPU has it in hardware, else float32 */
    AUTO;

    /** True where products are to be in bfloat16 on this machine. */
    public boolean bfloat16() {
      return this == BFLOAT16 || (this == AUTO && Cpu.hasBfloat16());
    }
  }
}
