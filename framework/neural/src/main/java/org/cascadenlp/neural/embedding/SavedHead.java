package org.cascadenlp.neural.embedding;

import java.util.List;
import org.cascadenlp.neural.torch.Weights;

/**
 * The head that is saved in one file with its encoder.
 *
 * @param weights its arrays under their own names, for example {@code classifier.weight}
 * @param labels in the order of its outputs
 * @param opensAs how the name of Hugging Face's class for an encoder with such a head ends, for
 *     example {@code ForTokenClassification}; empty if there is no such class
 */
public record SavedHead(Weights weights, List<String> labels, String opensAs) {

  public SavedHead {
    labels = List.copyOf(labels);
  }

  /**
   * This head, for an encoder that gives it other vectors than those of its last layer: no class
   * opens both.
   */
  public SavedHead withoutClass() {
    return new SavedHead(weights, labels, "");
  }

  /** No head: the encoder is saved alone. */
  public static SavedHead none() {
    return new SavedHead(Weights.none(), List.of(), "");
  }
}
