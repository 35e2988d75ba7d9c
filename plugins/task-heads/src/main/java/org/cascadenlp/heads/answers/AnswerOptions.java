package org.cascadenlp.heads.answers;

import java.util.Map;
import java.util.OptionalDouble;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.heads.HeadOptions;
import org.cascadenlp.heads.Pooler;
import org.cascadenlp.neural.model.DenseLayer;

/**
 * The options of a question answering head.
 *
 * @param noAnswer {@code noAnswer}: whether a context may have no answer, as in SQuAD 2.0
 * @param longest {@code maxAnswer}: the most subwords of an answer
 * @param negatives {@code negatives}: the most windows without the answer of a question in training
 * @param drawn {@code drawn}: the file of a {@link WindowList}; empty for the rule of {@link
 *     TrainingWindows}
 * @param threshold {@code threshold}: by how much the logit of no answer must exceed that of the
 *     best span; empty before it is chosen on the development data
 * @param pooler {@code pooler}: a dense layer before the output layer; none if it is not stated
 */
record AnswerOptions(
    boolean noAnswer,
    int longest,
    int negatives,
    String drawn,
    OptionalDouble threshold,
    DenseLayer pooler) {

  static final String THRESHOLD = "threshold";

  /** Those of a head from transformers: 30 subwords and the threshold 0, as in its scripts. */
  static final Map<String, String> OF_TRANSFORMERS =
      Map.of("noAnswer", "true", "maxAnswer", "30", "negatives", "0", THRESHOLD, "0");

  private static final int LONGEST = 10_000;
  private static final int MOST = 1000;
  private static final String DRAWN = "drawn";

  /** Reads the options, which must all be described by {@link AnswerTask}. */
  static AnswerOptions of(String task, Map<String, String> values) {
    HeadOptions options = HeadOptions.of(task, values, AnswerTask.class);
    boolean noAnswer = options.flag("noAnswer");
    OptionalDouble threshold = options.number(THRESHOLD);
    if (threshold.isPresent() && !noAnswer) {
      throw CascadeException.of(
          options.place(),
          "option threshold = '" + values.get(THRESHOLD) + "' with noAnswer = false",
          "leave threshold out, or set noAnswer = true");
    }
    return new AnswerOptions(
        noAnswer,
        options.count("maxAnswer", 1, LONGEST),
        options.count("negatives", 0, MOST),
        values.getOrDefault(DRAWN, ""),
        threshold,
        Pooler.layerIfStated(options));
  }

  /** The threshold of predictions: that of the options, or 0 as in SQuAD's baseline. */
  double decision() {
    return noAnswer ? threshold.orElse(0) : Double.POSITIVE_INFINITY;
  }
}
