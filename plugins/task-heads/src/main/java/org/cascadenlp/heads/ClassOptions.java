package org.cascadenlp.heads;

import java.util.Locale;
import java.util.Map;
import org.cascadenlp.core.error.CascadeException;

/**
 * The options of a head that classifies sequences.
 *
 * @param pooling {@code pooling}: how a sequence's vector comes of its tokens'
 * @param pooler {@code pooler}: whether a dense layer with tanh follows, as BERT's pooler
 * @param multi {@code multi}: whether a sequence has any number of classes (else exactly one)
 * @param threshold {@code threshold}: where {@code multi}, the least probability of a class that is
 *     predicted, else 0.5
 * @param bilstm {@code bilstm}: the hidden width of each direction of a bidirectional LSTM under
 *     the pooling, 0 for none
 * @param mix {@code mix}: whether several layers are mixed with learned weights (else they are put
 *     one after the other)
 */
record ClassOptions(
    Pooling pooling, boolean pooler, boolean multi, double threshold, int bilstm, boolean mix) {

  /** How the vector of a sequence comes of those of its tokens. */
  enum Pooling {
    MEAN,
    MAX,
    /** the first token's; for a BERT that is the sequence's first word, not [CLS] */
    FIRST,
    /** the embedding's own of the whole sequence, no token's: for a BERT that may be [CLS]'s */
    UNIT,
    /** their sum weighted by a softmax over the products with a learned vector */
    ATTENTION;

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static ClassOptions of(String task, Map<String, String> values) {
    HeadOptions options = HeadOptions.of(task, values, ClassHead.class);
    boolean multi = options.flag("multi");
    Pooling pooling =
        Pooling.valueOf(
            options
                .oneOf("pooling", "mean", "max", "first", "attention", "unit")
                .toUpperCase(Locale.ROOT));
    if (pooling == Pooling.UNIT && options.bilstm() > 0) {
      throw CascadeException.of(
          options.place(),
          "option bilstm = '" + options.bilstm() + "' with pooling = unit",
          "an LSTM reads tokens: set bilstm = 0, or another pooling");
    }
    return new ClassOptions(
        pooling,
        options.flag("pooler"),
        multi,
        multi ? options.probability("threshold", 0.5) : 1,
        options.bilstm(),
        options.flag("mix"));
  }
}
