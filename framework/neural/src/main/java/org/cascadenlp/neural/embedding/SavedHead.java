package org.cascadenlp.neural.embedding;

import java.util.List;
import org.cascadenlp.neural.model.HeadClass;
import org.cascadenlp.neural.torch.Weights;

/**
 * The head that is saved in one file with its encoder.
 *
 * @param weights its arrays under their own names, for example {@code classifier.weight}
 * @param labels in the order of its outputs
 * @param headClass the kind of Hugging Face's classes for an encoder with such a head; {@link
 *     HeadClass#NONE} if there is none
 */
public record SavedHead(Weights weights, List<String> labels, HeadClass headClass) {

  public SavedHead {
    labels = List.copyOf(labels);
  }

  /**
   * A head that is one linear layer.
   *
   * @param opensAs how the name of Hugging Face's class ends, for example {@code
   *     ForTokenClassification}; empty if there is no such class
   */
  public SavedHead(Weights weights, List<String> labels, String opensAs) {
    this(weights, labels, HeadClass.named(opensAs));
  }

  /** How the name of Hugging Face's class ends; empty if there is no such class. */
  public String opensAs() {
    return headClass.name();
  }

  /**
   * This head, for an encoder that gives it other vectors than those of its last layer: no class
   * opens both.
   */
  public SavedHead withoutClass() {
    return new SavedHead(weights, labels, HeadClass.NONE);
  }

  /** No head: the encoder is saved alone. */
  public static SavedHead none() {
    return new SavedHead(Weights.none(), List.of(), HeadClass.NONE);
  }
}
