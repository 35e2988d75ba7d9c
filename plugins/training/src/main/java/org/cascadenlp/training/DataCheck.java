package org.cascadenlp.training;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.cascadenlp.core.CascadeException;
import org.cascadenlp.neural.HeadSettings;
import org.cascadenlp.neural.Identity;

/** Whether a head can be trained on what there is: asked before the first step. */
record DataCheck(HeadSettings head, TrainingSettings settings) {

  /** Throws where the head does not read vectors of this kind. */
  void vectors(Identity identity) {
    if (head.layers() != identity.layers() || head.width() != identity.width()) {
      throw CascadeException.of(
          place(),
          "the head expects " + head.layers() + " x " + head.width() + " numbers a token",
          "the vectors are " + identity);
    }
  }

  /** Throws where there is nothing to train on or a label that the head does not have. */
  void train(List<Example> train) {
    if (train.isEmpty()) {
      throw CascadeException.of(place(), "there are no training units", "check the --train files");
    }
    for (String label : settings.classWeights().keySet()) {
      if (!head.labels().contains(label)) {
        throw CascadeException.of(
            place(), "classWeights names label " + label, "the head's labels are " + head.labels());
      }
    }
    for (Example example : train) {
      for (String label : example.labels()) {
        if (!head.labels().contains(label)) {
          throw CascadeException.of(
              place(),
              "the training data have label " + label,
              "the head's labels are " + head.labels() + "; map it, or add it to them");
        }
      }
    }
  }

  /**
   * What to say of development labels that can never be predicted, a line each.
   *
   * <p>They are no error: real splits have rare labels in one part only, and left in they lower the
   * scores as they should.
   */
  List<String> unseen(List<Example> dev) {
    SortedMap<String, Integer> units = new TreeMap<>();
    for (Example example : dev) {
      new TreeSet<>(example.labels()).forEach(label -> units.merge(label, 1, Integer::sum));
    }
    units.keySet().removeAll(head.labels());
    List<String> lines = new ArrayList<>();
    units.forEach(
        (label, count) ->
            lines.add(
                "warning: the development data have label '"
                    + label
                    + "' in "
                    + count
                    + (count == 1 ? " unit" : " units")
                    + ", the training data do not: it counts as an error there"));
    return lines;
  }

  private String place() {
    return "training " + head.task();
  }
}
