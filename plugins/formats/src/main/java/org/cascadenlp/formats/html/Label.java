package org.cascadenlp.formats.html;

import java.util.Comparator;

/**
 * A predicted class of a sentence or of the document.
 *
 * @param end the end of the sentence, where the class is shown
 * @param task the task of the classifier; empty if the pipeline has only one
 * @param score the score from 0 to 1; negative if absent
 * @param source the component and model; may be empty
 */
record Label(int end, String task, String value, double score, String source) {

  /** By task, the highest score first. */
  static final Comparator<Label> SUREST =
      Comparator.comparing(Label::task)
          .thenComparing(Comparator.comparingDouble(Label::score).reversed())
          .thenComparing(Label::value);

  /** In text order, at the same offset the highest score first. */
  static final Comparator<Label> IN_TEXT =
      Comparator.comparingInt(Label::end).thenComparing(SUREST);

  boolean hasScore() {
    return score >= 0;
  }

  /** The score in twentieths, which is the length of its bar. */
  int twentieths() {
    return (int) Math.round(Math.max(0, Math.min(1, score)) * 20);
  }

  /** Task and class. */
  String name() {
    return task.isEmpty() ? value : task + ": " + value;
  }
}
