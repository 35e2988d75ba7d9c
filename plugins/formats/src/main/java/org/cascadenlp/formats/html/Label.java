package org.cascadenlp.formats.html;

import java.util.Comparator;

/**
 * A class given to a sentence or to the document.
 *
 * @param end where the sentence ends: there it is shown
 * @param task the question it answers, empty where a pipeline answers only one
 * @param score from 0 to 1, or negative where there is none
 * @param source the component and model, may be empty
 */
record Label(int end, String task, String value, double score, String source) {

  /** By task, the surest first. */
  static final Comparator<Label> SUREST =
      Comparator.comparing(Label::task)
          .thenComparing(Comparator.comparingDouble(Label::score).reversed())
          .thenComparing(Label::value);

  /** In the order of the text, at one place the surest first. */
  static final Comparator<Label> IN_TEXT =
      Comparator.comparingInt(Label::end).thenComparing(SUREST);

  boolean hasScore() {
    return score >= 0;
  }

  /** The score in twentieths, for the length of its bar. */
  int twentieths() {
    return (int) Math.round(Math.max(0, Math.min(1, score)) * 20);
  }

  /** Task and class. */
  String name() {
    return task.isEmpty() ? value : task + ": " + value;
  }
}
