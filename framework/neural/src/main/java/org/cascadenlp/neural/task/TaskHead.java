package org.cascadenlp.neural.task;

import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.uima.cas.Feature;
import org.apache.uima.jcas.JCas;
import org.apache.uima.jcas.tcas.Annotation;
import org.cascadenlp.core.score.Scores;
import org.cascadenlp.neural.model.HeadSettings;
import org.cascadenlp.neural.sequence.Rows;
import org.cascadenlp.weights.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * One task on vectors: what its gold labels are, the network that predicts them, and how a
 * prediction is written into the CAS.
 *
 * <p>A plugin binds heads by name through a {@code MapBinder<String, TaskHead>}. A head has no
 * state.
 */
public interface TaskHead {

  /** True where each token has a label; false where labels belong to the unit as a whole. */
  boolean labelsTokens();

  /** What has a vector of its own in what the network of these options reads. */
  default Rows reads(Map<String, String> options) {
    return Rows.TOKENS;
  }

  /**
   * The gold labels of {@code unit} as {@code gold} has them: one a token where {@link
   * #labelsTokens}, else those of the unit, one or, if the task allows it, any number.
   *
   * @param unit the sentence or document in view {@code gold}
   */
  List<String> gold(JCas gold, Annotation unit, HeadSettings settings);

  /**
   * The labels of a network, in the order of its outputs.
   *
   * @param seen all gold labels of the training data
   * @param options the task's own settings, as {@link HeadSettings#options}
   * @return {@code seen} sorted, where the task knows no better
   */
  default List<String> labels(Set<String> seen, Map<String, String> options) {
    return List.copyOf(new TreeSet<>(seen));
  }

  /**
   * The value of an annotation that comes of {@code label}: the label itself, where the task knows
   * no better; the type in a tag of a span. Empty for a label of which no annotation comes.
   */
  default String value(String label) {
    return label;
  }

  /**
   * How the name of Hugging Face's class for an encoder with this head ends, for example {@code
   * ForTokenClassification}; empty if there is no such class, so that the folder of a tuned encoder
   * opens there without the head.
   */
  default String opensAs() {
    return labelsTokens() ? "ForTokenClassification" : "";
  }

  /**
   * A network for this task.
   *
   * @param manager owns the weights
   * @param weights the trained weights, or an empty map for new ones drawn from {@code
   *     settings.seed()}
   */
  HeadNetwork network(NDManager manager, HeadSettings settings, Map<String, Tensor> weights);

  /**
   * Writes one unit's prediction as annotations of {@code cas}.
   *
   * @param source of the annotations: part and model, as in {@code EntityTagger entities on glove}
   */
  void write(
      JCas cas, Annotation unit, Prediction prediction, HeadSettings settings, String source);

  /**
   * The annotations of {@code cas} that new predictions would double: those that a part's parameter
   * {@code existing} keeps, replaces or refuses.
   *
   * @param units the units that predictions are to be written for
   * @param source as {@link #write} sets it, or as an earlier version did, which is asked for too
   * @return all whose feature {@code source} is {@code source}, where the task knows no better
   */
  default List<? extends Annotation> existing(
      JCas cas, List<? extends Annotation> units, HeadSettings settings, String source) {
    return cas.select(Annotation.class)
        .filter(annotation -> source.equals(source(annotation)))
        .toList();
  }

  private static @Nullable String source(Annotation annotation) {
    Feature source = annotation.getType().getFeatureByBaseName("source");
    return source == null ? null : annotation.getFeatureValueAsString(source);
  }

  /**
   * Compares predictions with gold.
   *
   * @param gold of each unit, as {@link #gold} gives them
   * @param predicted of each unit, as {@link Prediction#labels}
   */
  Scores score(List<List<String>> gold, List<List<String>> predicted, HeadSettings settings);
}
