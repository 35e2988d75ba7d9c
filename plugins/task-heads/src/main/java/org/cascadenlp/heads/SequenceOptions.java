package org.cascadenlp.heads;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.cascadenlp.core.CascadeException;
import org.cascadenlp.neural.HeadSettings;

/**
 * The options of a sequence labelling head, read from {@link HeadSettings#options}.
 *
 * @param decoder {@code decoder}: how labels are chosen
 * @param bilstm {@code bilstm}: the hidden width of each direction of a bidirectional LSTM under
 *     the classifier, 0 for none
 * @param mix {@code mix}: whether several layers are mixed with learned weights (else they are put
 *     one after the other)
 */
record SequenceOptions(Decoder decoder, int bilstm, boolean mix) {

  private static final List<String> KNOWN = List.of("scheme", "decoder", "bilstm", "mix");
  private static final int WIDEST = 4096;

  /** How labels are chosen. */
  enum Decoder {
    /** each token by itself: the most probable label of a softmax */
    LINEAR,
    /** all tokens together: the best path of a linear-chain CRF */
    CRF
  }

  static SequenceOptions of(HeadSettings settings) {
    String place = "task " + settings.task();
    TreeSet<String> unknown = new TreeSet<>(settings.options().keySet());
    unknown.removeAll(KNOWN);
    if (!unknown.isEmpty()) {
      throw CascadeException.of(
          place, "option " + unknown + " is unknown", "known are " + String.join(", ", KNOWN));
    }
    return new SequenceOptions(
        Decoder.valueOf(
            oneOf(place, settings.options(), "decoder", "linear", "crf").toUpperCase(Locale.ROOT)),
        width(place, settings.option("bilstm")),
        Boolean.parseBoolean(oneOf(place, settings.options(), "mix", "true", "false")));
  }

  /** The value of option {@code name}, which must be one of {@code values}. */
  static String oneOf(String place, Map<String, String> options, String name, String... values) {
    String value = options.get(name);
    List<String> known = Arrays.asList(values);
    if (value == null || !known.contains(value)) {
      throw CascadeException.of(
          place,
          "option " + name + (value == null ? " is not set" : " = '" + value + "'"),
          "use one of " + String.join(", ", known));
    }
    return value;
  }

  private static int width(String place, String value) {
    try {
      int width = Integer.parseInt(value);
      if (width >= 0 && width <= WIDEST) {
        return width;
      }
    } catch (NumberFormatException e) {
      // reported below, with the value
    }
    throw CascadeException.of(
        place,
        "option bilstm = '" + value + "'",
        "use a hidden width from 1 to " + WIDEST + ", or 0 for no LSTM");
  }
}
