package org.cascadenlp.neural.task;

import ai.djl.ndarray.NDManager;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.cascadenlp.neural.model.HeadSettings;
import org.cascadenlp.weights.tensor.Tensor;

/**
 * A task whose targets are labels: one per token, or those of the sequence, one or, for a
 * multi-label task, any number.
 */
public interface LabelTask extends TrainableTask<List<String>, Prediction> {

  /** True if each token has a label, false if the sequence has labels. */
  boolean labelsTokens();

  @Override
  LabelHead head(NDManager manager, HeadSettings settings, Map<String, Tensor> weights);

  /**
   * The output labels of a head, in the order of its outputs.
   *
   * @param gold all gold labels of the training data
   * @param options the task's own settings, as {@link HeadSettings#options}
   * @return by default {@code gold}, sorted
   */
  default List<String> labels(Set<String> gold, Map<String, String> options) {
    return List.copyOf(new TreeSet<>(gold));
  }

  /**
   * The value of annotations predicted by {@code label}: by default the label itself; for span tags
   * such as {@code B-PER} the type. Empty for a label without annotations, such as {@code O}.
   */
  default String value(String label) {
    return label;
  }

  @Override
  default List<String> outputs(List<List<String>> targets, Map<String, String> options) {
    Set<String> seen = new TreeSet<>();
    targets.forEach(seen::addAll);
    return labels(seen, options);
  }

  @Override
  default List<String> first(List<String> labels, int tokens) {
    return labelsTokens() ? labels.subList(0, tokens) : labels;
  }

  @Override
  default boolean hasOutput(List<String> labels, HeadSettings settings) {
    return new HashSet<>(settings.labels()).containsAll(labels);
  }

  @Override
  default Set<String> values(HeadSettings settings) {
    Set<String> values = new TreeSet<>();
    settings.labels().stream().map(this::value).filter(v -> !v.isEmpty()).forEach(values::add);
    return values;
  }

  @Override
  default Codec<List<String>, Prediction> codec() {
    return LabelCodec.INSTANCE;
  }
}
