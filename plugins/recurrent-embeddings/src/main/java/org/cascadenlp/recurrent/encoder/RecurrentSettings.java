package org.cascadenlp.recurrent.encoder;

import java.util.ArrayList;
import java.util.List;
import org.cascadenlp.core.Parameters;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.embedding.EmbedderOptions;
import org.cascadenlp.neural.embedding.EmbedderSettings;
import org.cascadenlp.neural.embedding.EmbedderSettings.Precision;
import org.cascadenlp.neural.embedding.EmbedderSettings.SequencePooling;

/**
 * The options of a recurrent encoder.
 *
 * @param layers the layers to use, negative numbers counted from the last (-1); empty for all
 * @param window the longest input of the network, in tokens
 * @param overlap the number of tokens shared by neighbouring windows of a long sequence
 * @param batchTokens the tokens of one batch
 * @param carriedRows 0 if every sequence starts from a zero state; else the number of sequences per
 *     batch, each of which starts from the final state of the sequence at its position in the
 *     previous batch
 * @param pooled whether to make a pooled vector per sequence, the mean of its token vectors
 * @param normalize whether the pooled vector is scaled to length 1 in each layer
 * @param bfloat16 whether matrix products of the layers use bfloat16; training uses float32
 */
public record RecurrentSettings(
    List<Integer> layers,
    int window,
    int overlap,
    int batchTokens,
    int carriedRows,
    boolean pooled,
    boolean normalize,
    boolean bfloat16)
    implements EmbedderOptions {

  public RecurrentSettings {
    layers = List.copyOf(layers);
  }

  /** Settings without pooled vectors. */
  public RecurrentSettings(
      List<Integer> layers, int window, int overlap, int batchTokens, int carriedRows) {
    this(layers, window, overlap, batchTokens, carriedRows, false, false, false);
  }

  /**
   * The settings in a descriptor: {@code layers}, {@code window}, {@code overlap}, {@code
   * batchTokens}, {@code pooled}, {@code normalize} and {@code precision}.
   */
  public static RecurrentSettings of(Parameters parameters) {
    int window = parameters.integer("window", 2, 1_000_000);
    int overlap = parameters.integer("overlap", 0, 1_000_000);
    if (overlap > window / 2) {
      throw parameters.bad("overlap", overlap, "it must be at most half of window = " + window);
    }
    return new RecurrentSettings(
        layers(parameters),
        window,
        overlap,
        parameters.integer("batchTokens", 16, 10_000_000),
        0,
        pooled(parameters.choice("pooled", SequencePooling.class), parameters.component()),
        parameters.flag("normalize"),
        parameters.choice("precision", Precision.class).bfloat16());
  }

  private static List<Integer> layers(Parameters parameters) {
    String text = parameters.text("layers").trim();
    List<Integer> layers = new ArrayList<>();
    if (!text.equals("all")) {
      try {
        for (String part : text.split(",", -1)) {
          layers.add(Integer.valueOf(part.trim()));
        }
      } catch (NumberFormatException e) {
        throw parameters.bad(
            "layers", text, "give numbers separated by commas (-1 is the last layer), or all");
      }
    }
    return layers;
  }

  /** Converts {@code settings} to those of a recurrent encoder, named {@code place} in errors. */
  public static RecurrentSettings of(EmbedderOptions settings, String place) {
    if (settings instanceof RecurrentSettings recurrent) {
      return recurrent;
    }
    EmbedderSettings network = EmbedderSettings.of(settings, place);
    if (network.precision() == Precision.BFLOAT16) {
      throw CascadeException.of(
          place, "parameter precision = 'bfloat16'", "recurrent encoders are trained in float32");
    }
    if (network.context() > 0) {
      throw CascadeException.of(
          place,
          "parameter context = '" + network.context() + "'",
          "recurrent encoders read sequences without context: set it to 0");
    }
    if (network.memory() > 0) {
      throw CascadeException.of(
          place,
          "parameter memory = '" + network.memory() + "'",
          "only XLNet has segment recurrence: set it to 0");
    }
    return new RecurrentSettings(
        network.layers(),
        network.window(),
        network.overlap(),
        network.batchTokens(),
        0,
        pooled(network.pooled(), place),
        network.normalize(),
        false);
  }

  private static boolean pooled(SequencePooling pooled, String place) {
    if (pooled == SequencePooling.CLS) {
      throw CascadeException.of(
          place,
          "parameter pooled = 'cls'",
          "recurrent encoders have no [CLS] token: use mean or none");
    }
    if (pooled == SequencePooling.LAST) {
      throw CascadeException.of(
          place,
          "parameter pooled = 'last'",
          "recurrent encoders also read from the end to the begin: use mean or none");
    }
    return pooled == SequencePooling.MEAN;
  }

  /**
   * These settings with states carried over from one batch of {@code rows} sequences to the next.
   */
  public RecurrentSettings carrying(int rows) {
    return new RecurrentSettings(
        layers, window, overlap, batchTokens, rows, pooled, normalize, bfloat16);
  }

  /**
   * {@link #layers} with negative numbers resolved.
   *
   * @param first the number of the first layer, 0 or 1
   * @param depth the number of the last layer
   * @param place the network's name in errors
   */
  public List<Integer> resolvedLayers(int first, int depth, String place) {
    List<Integer> resolved = new ArrayList<>();
    for (int layer : layers) {
      int counted = layer < 0 ? depth + 1 + layer : layer;
      if (counted < first || counted > depth) {
        throw CascadeException.of(
            place,
            "parameter layers = '" + layer + "'",
            "it has layers "
                + first
                + " to "
                + depth
                + ", or from the last one -1 to "
                + (first - depth - 1));
      }
      resolved.add(counted);
    }
    for (int layer = first; layers.isEmpty() && layer <= depth; layer++) {
      resolved.add(layer);
    }
    return resolved;
  }
}
