package org.cascadenlp.heads.answers;

import java.util.ArrayList;
import java.util.List;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.heads.answers.AnswerTarget.Span;
import org.cascadenlp.neural.sequence.SubwordWindow;

/**
 * One window of a question and a part of its context.
 *
 * @param row the row of its first subword among the rows of a batch
 */
record AnswerWindow(SubwordWindow subwords, int row) {

  private static final int CONTEXT = 1; // the second text of the pair

  /** The index of the first subword of the context; that after the last if there is none. */
  int from() {
    int s = 0;
    while (s < subwords.size() && subwords.parts()[s] != CONTEXT) {
      s++;
    }
    return s;
  }

  /** The index after the last subword of the context. */
  int to() {
    int s = from();
    while (s < subwords.size() && subwords.parts()[s] == CONTEXT) {
      s++;
    }
    return s;
  }

  /** Whether the first answer of {@code target} is in this window, wholly. */
  boolean holds(AnswerTarget target) {
    return !target.answers().isEmpty() && holds(target.answers().get(0));
  }

  private boolean holds(Span answer) {
    int from = from();
    int to = to();
    return from < to
        && subwords.begins()[from] <= answer.begin()
        && subwords.ends()[to - 1] >= answer.end();
  }

  /**
   * The index of the subword in which the first answer begins, as in transformers' {@code
   * run_qa.py}; that of the classification token if the window does not hold it.
   */
  int start(AnswerTarget target) {
    if (!holds(target)) {
      return classification();
    }
    int s = from();
    int to = to();
    while (s < to && subwords.begins()[s] <= target.answers().get(0).begin()) {
      s++;
    }
    return s - 1;
  }

  /** Likewise that of the subword in which it ends. */
  int end(AnswerTarget target) {
    if (!holds(target)) {
      return classification();
    }
    int from = from();
    int s = to() - 1;
    while (s >= from && subwords.ends()[s] >= target.answers().get(0).end()) {
      s--;
    }
    return s + 1;
  }

  /**
   * The index of the classification token, which stands for no answer: the first special token, or
   * the last of a model that has none before the text (XLNet).
   */
  int classification() {
    int last = subwords.size() - 1;
    if (subwords.parts()[0] == SubwordWindow.SPECIAL) {
      return 0;
    }
    if (subwords.parts()[last] == SubwordWindow.SPECIAL) {
      return last;
    }
    throw CascadeException.of(
        "question answering",
        "the encoder has no classification token, such as [CLS], for windows without the answer",
        "use an encoder that has one, for example a BERT");
  }

  /** The windows of one sequence, whose rows begin at {@code row}. */
  static List<AnswerWindow> of(List<SubwordWindow> windows, int row) {
    int at = row;
    List<AnswerWindow> all = new ArrayList<>();
    for (SubwordWindow window : windows) {
      checkOffsets(window);
      all.add(new AnswerWindow(window, at));
      at += window.size();
    }
    return all;
  }

  private static void checkOffsets(SubwordWindow window) {
    for (int s = 0; s < window.size(); s++) {
      if (window.parts()[s] == CONTEXT && window.begins()[s] == SubwordWindow.SPECIAL) {
        throw CascadeException.of(
            "question answering",
            "the subwords of the context have no place in the text",
            "set the encoder's parameter cut to text or auto");
      }
    }
  }
}
