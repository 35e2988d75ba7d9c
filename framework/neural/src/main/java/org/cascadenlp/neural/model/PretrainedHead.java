package org.cascadenlp.neural.model;

import java.util.List;
import java.util.Map;
import org.cascadenlp.neural.sequence.VectorSpace;
import org.cascadenlp.weights.tensor.Tensor;

/**
 * The head of a model that Hugging Face's transformers saved in one folder with its encoder.
 *
 * @param place its {@code config.json}, for errors
 * @param architecture the class that saved it, for example {@code BertForTokenClassification}
 * @param headClass what that class adds to its encoder
 * @param labels in the order of its outputs
 * @param embedder the vectors of its encoder that it reads
 * @param weights its arrays: {@code classifier.weight} and, if it has one, {@code classifier.bias}
 *     of the output layer ({@code qa_outputs.weight} and so on of a head of answers) and, if it has
 *     a {@link DenseLayer} before that, {@code pooler.dense} and {@code pooler.norm}, each {@code
 *     .weight} and {@code .bias}
 */
public record PretrainedHead(
    String place,
    String architecture,
    HeadClass headClass,
    List<String> labels,
    VectorSpace embedder,
    Map<String, Tensor> weights) {

  public PretrainedHead {
    labels = List.copyOf(labels);
    weights = Map.copyOf(weights);
  }

  /**
   * The settings of a head of {@code task} with the labels and vectors of this one.
   *
   * @param outputs its labels as the task spells them
   */
  public HeadSettings settings(String task, List<String> outputs, Map<String, String> options) {
    return new HeadSettings(task, outputs, options, embedder.layers(), embedder.width(), 0);
  }

  /** Its class and problem type, for errors. */
  public String shown() {
    return architecture
        + (headClass.problemType().isEmpty()
            ? ""
            : " with problem_type " + headClass.problemType());
  }
}
