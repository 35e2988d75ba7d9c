package org.cascadenlp.neural.task;

import java.util.List;

/** The head of a {@link LabelTask}: its loss is a mean over labels, weighted by label. */
public interface LabelHead extends Head<List<String>, Prediction> {

  /** The sum of the weights of all labels. */
  @Override
  default double weight(List<List<String>> targets, LossSettings settings) {
    double sum = 0;
    for (List<String> labels : targets) {
      for (String label : labels) {
        sum += settings.weight(label);
      }
    }
    return sum;
  }
}
