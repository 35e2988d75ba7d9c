package org.cascadenlp.heads;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.model.HeadClass;
import org.cascadenlp.neural.task.TrainableTask;

/**
 * The options of a sequence classification head.
 *
 * @param pooling {@code pooling}: how token vectors are pooled
 * @param output {@code pooler} and {@code bias}: the layers that follow
 * @param multi {@code multi}: whether a sequence has any number of classes (else exactly one)
 * @param threshold {@code threshold}: the least probability of a predicted class if {@code multi},
 *     by default 0.5
 * @param bilstm {@code bilstm}: the hidden width of each direction of a bidirectional LSTM before
 *     the pooling, 0 for none
 * @param mix {@code mix}: whether several layers are mixed with learned weights (else they are
 *     concatenated)
 */
record ClassOptions(
    Pooling pooling,
    OutputLayers output,
    boolean multi,
    double threshold,
    int bilstm,
    boolean mix) {

  /** How token vectors are pooled to one vector per sequence. */
  enum Pooling {
    MEAN,
    MAX,
    /** the first token's vector; for a BERT that is the first word, not [CLS] */
    FIRST,
    /** the pooled vector of the embedding, for example of BERT's [CLS] */
    UNIT,
    /** the sum weighted by a softmax over products with a learned vector */
    ATTENTION;

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static ClassOptions of(String task, Map<String, String> values) {
    Map<String, String> all = new HashMap<>(values);
    all.putIfAbsent("bias", "true");
    HeadOptions options = HeadOptions.of(task, all, ClassTask.class);
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
        OutputLayers.of(options),
        multi,
        multi ? options.probability("threshold", 0.5) : 1,
        options.bilstm(),
        options.flag("mix"));
  }

  /**
   * The class of Hugging Face that computes the same, as in {@link TrainableTask#opensAs}: it reads
   * one hidden state of the sequence.
   */
  HeadClass headClass(int layers) {
    return pooling == Pooling.UNIT
        ? output.headClass(layers, multi ? HeadClass.MULTI_LABEL : HeadClass.SINGLE_LABEL)
        : HeadClass.NONE;
  }
}
