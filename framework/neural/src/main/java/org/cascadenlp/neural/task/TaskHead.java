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
import org.cascadenlp.neural.sequence.Level;
import org.cascadenlp.weights.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * A task on vectors: how it reads gold labels from a CAS, the network that predicts them, and how
 * it writes predictions into a CAS.
 *
 * <p>A plugin binds heads by name through a {@code MapBinder<String, TaskHead>}. Heads are
 * stateless.
 */
public interface TaskHead {

  /** True if each token has a label, false if the sequence has labels. */
  boolean labelsTokens();

  /**
   * Whether a head with these options consumes one vector per token or one pooled vector per
   * sequence.
   */
  default Level reads(Map<String, String> options) {
    return Level.TOKEN;
  }

  /**
   * Reads the gold labels of {@code sequence}: one per token if {@link #labelsTokens}, else those
   * of the sequence, one or, for a multi-label task, any number.
   *
   * @param sequence the sentence or document in view {@code gold}
   */
  List<String> gold(JCas gold, Annotation sequence, HeadSettings settings);

  /**
   * The output labels of a network, in the order of its outputs.
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

  /**
   * The end of the name of Hugging Face's class that computes the same as a head with these
   * settings on the encoder's last hidden state, for example {@code ForTokenClassification}; empty
   * if there is no such class, so that the folder of a tuned encoder opens there without the head.
   */
  default String opensAs(HeadSettings settings) {
    return "";
  }

  /**
   * Creates a network for this task.
   *
   * @param manager the owner of the weights
   * @param weights the trained weights, or an empty map to initialise new ones from {@code
   *     settings.seed()}
   */
  HeadNetwork network(NDManager manager, HeadSettings settings, Map<String, Tensor> weights);

  /**
   * Writes the prediction for one sequence as annotations of {@code cas}.
   *
   * @param source the value of the annotations' feature {@code source}: part and model, as in
   *     {@code EntityTagger entities on glove}
   */
  void write(
      JCas cas, Annotation sequence, Prediction prediction, HeadSettings settings, String source);

  /**
   * The existing annotations of {@code cas} that new predictions would duplicate, which parameter
   * {@code existing} of a part keeps, replaces or refuses.
   *
   * @param sequences the sequences to be annotated
   * @param source as {@link #write} sets it, or as an earlier version did
   * @return by default all annotations whose feature {@code source} equals {@code source}
   */
  default List<? extends Annotation> existing(
      JCas cas, List<? extends Annotation> sequences, HeadSettings settings, String source) {
    return cas.select(Annotation.class)
        .filter(annotation -> source.equals(source(annotation)))
        .toList();
  }

  private static @Nullable String source(Annotation annotation) {
    Feature source = annotation.getType().getFeatureByBaseName("source");
    return source == null ? null : annotation.getFeatureValueAsString(source);
  }

  /**
   * Scores predictions against gold labels.
   *
   * @param gold the gold labels of each sequence, as {@link #gold} returns them
   * @param predicted the predicted labels of each sequence, as in {@link Prediction#labels}
   */
  Scores score(List<List<String>> gold, List<List<String>> predicted, HeadSettings settings);
}
