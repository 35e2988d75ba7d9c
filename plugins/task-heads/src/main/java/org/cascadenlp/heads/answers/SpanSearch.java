package org.cascadenlp.heads.answers;

import java.util.List;
import org.cascadenlp.neural.sequence.SubwordWindow;

/**
 * The search for the best answer in the windows of one question.
 *
 * <p>The logit of a span is that of its start plus that of its end. All spans of the context up to
 * a length are compared, while transformers' {@code postprocess_qa_predictions} compares those of
 * the 20 best starts and ends. The logit of no answer is that of the classification token, the
 * least over all windows. Scores are probabilities of the softmax over all spans of all windows
 * and, if it is possible, no answer.
 */
final class SpanSearch {

  private final AnswerOptions options;
  private final float[] logits; // (rows, 2)
  private double best = Double.NEGATIVE_INFINITY;
  private int begin = AnswerPrediction.NONE;
  private int end = AnswerPrediction.NONE;
  private double none = Double.POSITIVE_INFINITY;
  private double greatest = Double.NEGATIVE_INFINITY;
  private double sum; // of exp(logit - greatest) over all spans

  private SpanSearch(AnswerOptions options, float[] logits) {
    this.options = options;
    this.logits = logits;
  }

  /**
   * The best answer.
   *
   * @param logits those of start and end of all subwords of a batch: (rows, 2)
   * @param windows those of the question
   */
  static AnswerPrediction best(AnswerOptions options, float[] logits, List<AnswerWindow> windows) {
    SpanSearch search = new SpanSearch(options, logits);
    windows.forEach(search::add);
    return search.prediction();
  }

  private void add(AnswerWindow window) {
    int from = window.from();
    int to = window.to();
    for (int s = from; s < to; s++) {
      int most = Math.min(to, s + options.longest());
      for (int e = s; e < most; e++) {
        add(window.subwords(), s, e, start(window, s) + end(window, e));
      }
    }
    if (options.noAnswer()) {
      int special = window.classification();
      none = Math.min(none, start(window, special) + end(window, special));
    }
  }

  private void add(SubwordWindow subwords, int s, int e, double logit) {
    if (subwords.ends()[e] <= subwords.begins()[s]) {
      return; // white space only
    }
    if (logit > best) {
      best = logit;
      begin = subwords.begins()[s];
      end = subwords.ends()[e];
    }
    addToSum(logit);
  }

  private void addToSum(double logit) {
    if (logit > greatest) {
      sum = sum * Math.exp(greatest - logit) + 1;
      greatest = logit;
    } else {
      sum += Math.exp(logit - greatest);
    }
  }

  private double start(AnswerWindow window, int subword) {
    return logits[2 * (window.row() + subword)];
  }

  private double end(AnswerWindow window, int subword) {
    return logits[2 * (window.row() + subword) + 1];
  }

  private AnswerPrediction prediction() {
    if (begin == AnswerPrediction.NONE) {
      return AnswerPrediction.none();
    }
    if (!options.noAnswer()) {
      return new AnswerPrediction(begin, end, probability(best), 0, -Double.MAX_VALUE);
    }
    addToSum(none);
    return new AnswerPrediction(begin, end, probability(best), probability(none), none - best);
  }

  private double probability(double logit) {
    return Math.exp(logit - greatest) / sum;
  }
}
