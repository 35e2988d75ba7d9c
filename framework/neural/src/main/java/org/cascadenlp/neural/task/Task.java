package org.cascadenlp.neural.task;

import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.uima.cas.Feature;
import org.apache.uima.jcas.JCas;
import org.apache.uima.jcas.tcas.Annotation;
import org.cascadenlp.neural.model.HeadSettings;
import org.cascadenlp.neural.model.PretrainedHead;
import org.cascadenlp.neural.sequence.Level;
import org.cascadenlp.weights.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * A task on vectors: the head that solves it, how its predictions become annotations, and how they
 * are scored. One that can be trained is a {@link TrainableTask}; one whose targets are labels of
 * tokens or sequences is a {@link LabelTask}.
 *
 * <p>A plugin binds tasks by name, by a {@code MapBinder} from {@code String} to {@code Task}.
 * Tasks are stateless.
 *
 * @param <T> the target of an instance, in training
 * @param <P> the prediction for an instance
 */
public interface Task<T, P> {

  /** Whether a head with these options consumes one vector per token or one per sequence. */
  default Level level(Map<String, String> options) {
    return Level.TOKEN;
  }

  /**
   * Whether an instance is several sequences, the texts of a pair, each encoded by itself ({@code
   * unit = part}); otherwise it is one.
   */
  default boolean readsParts(Map<String, String> options) {
    return false;
  }

  /**
   * Creates a head.
   *
   * @param manager the owner of the weights
   * @param weights the trained weights, or an empty map to initialise new ones from {@code
   *     settings.seed()}
   */
  Head<T, P> head(NDManager manager, HeadSettings settings, Map<String, Tensor> weights);

  /**
   * Writes the prediction for one instance as annotations of {@code cas}.
   *
   * @param place the sentence or document
   * @param source the value of the annotations' feature {@code source}: part and model, as in
   *     {@code EntityTagger entities on glove}
   */
  void write(JCas cas, Annotation place, P prediction, HeadSettings settings, String source);

  /**
   * The settings with which a head of this task computes what {@code head} computes, from the same
   * vectors and weights; empty if no head of this task does.
   *
   * @param task the name under which this task is bound
   */
  default Optional<HeadSettings> adopt(String task, PretrainedHead head) {
    return Optional.empty();
  }

  /** A scorer without instances: the definition of quality of this task. */
  Scorer<T, P> scorer(HeadSettings settings);

  /** Its targets and predictions as text. */
  Codec<T, P> codec();

  /** The values that predicted annotations can have; by default unknown, so empty. */
  default Set<String> values(HeadSettings settings) {
    return Set.of();
  }

  /**
   * The existing annotations of {@code cas} that new predictions would duplicate, which parameter
   * {@code existing} of a part keeps, replaces or refuses.
   *
   * @param places the sentences or documents to be annotated
   * @param source as {@link #write} sets it, or as an earlier version did
   * @return by default all annotations whose feature {@code source} equals {@code source}
   */
  default List<? extends Annotation> existing(
      JCas cas, List<? extends Annotation> places, HeadSettings settings, String source) {
    return cas.select(Annotation.class)
        .filter(annotation -> source.equals(source(annotation)))
        .toList();
  }

  private static @Nullable String source(Annotation annotation) {
    Feature source = annotation.getType().getFeatureByBaseName("source");
    return source == null ? null : annotation.getFeatureValueAsString(source);
  }
}
