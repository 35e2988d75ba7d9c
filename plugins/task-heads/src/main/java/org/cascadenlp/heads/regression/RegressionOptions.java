package org.cascadenlp.heads.regression;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.heads.HeadOptions;
import org.cascadenlp.heads.OutputLayers;
import org.cascadenlp.neural.model.HeadClass;

/**
 * The options of a regression head.
 *
 * @param encoder {@code encoder}: how the texts of a pair are read
 * @param compare {@code compare}: how the vectors of two texts become a number
 * @param output {@code pooler} and {@code bias}: the layers that give the number
 * @param least {@code least}: the number for a cosine of 0
 * @param most {@code most}: the number for a cosine of 1
 */
record RegressionOptions(
    Encoding encoder, Comparison compare, OutputLayers output, double least, double most) {

  static final String ENCODER = "encoder";

  private static final Map<String, String> USUAL =
      Map.of("compare", "cosine", "pooler", "false", "bias", "true", "least", "0", "most", "1");

  /** How the texts of a pair are read. */
  enum Encoding {
    /** together, as one sequence; also a single text */
    CROSS,
    /** each by itself */
    BI
  }

  /** How the vectors of two texts become a number. */
  enum Comparison {
    /** their cosine, without weights */
    COSINE,
    /** a linear layer on both and their absolute difference */
    CONCAT
  }

  static RegressionOptions of(String task, Map<String, String> values) {
    Map<String, String> all = new HashMap<>(USUAL);
    all.putAll(values);
    HeadOptions options = HeadOptions.of(task, all, RegressionTask.class);
    RegressionOptions read =
        new RegressionOptions(
            Encoding.valueOf(options.oneOf(ENCODER, "cross", "bi").toUpperCase(Locale.ROOT)),
            Comparison.valueOf(
                options.oneOf("compare", "cosine", "concat").toUpperCase(Locale.ROOT)),
            OutputLayers.of(options),
            options.number("least").orElse(0),
            options.number("most").orElse(1));
    if (!(read.least < read.most)) {
      throw CascadeException.of(
          options.place(),
          "options least = " + read.least + " and most = " + read.most,
          "least must be below most, for example least = 0 and most = 5");
    }
    if (read.isCosine() && read.output.dense().exists()) {
      throw CascadeException.of(
          options.place(),
          "option pooler = '" + all.get("pooler") + "' with compare = cosine",
          "a cosine compares the vectors themselves: set pooler = false");
    }
    return read;
  }

  /** Whether the number is the cosine of two vectors, so that the head has no weights. */
  boolean isCosine() {
    return encoder == Encoding.BI && compare == Comparison.COSINE;
  }

  /**
   * The class of Hugging Face that computes the same on the pooled vectors of {@code layers} hidden
   * states: for a pair that is read together, and for a single text.
   */
  HeadClass headClass(int layers) {
    return encoder == Encoding.CROSS
        ? output.headClass(layers, HeadClass.REGRESSION)
        : HeadClass.NONE;
  }

  /** The number of sequences of an instance. */
  int sequences() {
    return encoder == Encoding.BI ? 2 : 1;
  }

  /** The share of the range from {@code least} to {@code most} below {@code value}. */
  double share(double value) {
    return (value - least) / (most - least);
  }

  /** The number whose {@link #share} is {@code share}. */
  double value(double share) {
    return least + share * (most - least);
  }
}
