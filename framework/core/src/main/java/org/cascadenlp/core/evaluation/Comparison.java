package org.cascadenlp.core.evaluation;

import java.util.function.Supplier;
import org.apache.uima.jcas.tcas.Annotation;

/**
 * The comparison of one kind of annotation with gold: the definition of quality by which {@code
 * cascade evaluate} and {@code cascade compare} score a pipeline.
 *
 * <p>A plugin binds comparisons by name, those of its tasks by the task's name, and {@code
 * --compare} takes that name:
 *
 * <pre>{@code
 * MapBinder.newMapBinder(binder, String.class, Comparison.class)
 *     .addBinding("similarity")
 *     .toInstance(Comparison.of(TextSimilarity.class, SimilarityScorer::new));
 * }</pre>
 *
 * <p>The scores have the metrics of the task's own scorer, by the same names, so that development
 * and test scores are of one kind. Comparisons are stateless.
 */
public interface Comparison {

  /**
   * The name of the annotation type that is compared, subtypes included. A pipeline is scored by
   * the comparison whose type one of its parts declares as output, if gold has such annotations.
   */
  String type();

  /** A scorer without documents. */
  DocumentScorer scorer();

  /** The comparison of annotations of {@code type} by {@code scorer}. */
  static Comparison of(
      Class<? extends Annotation> type, Supplier<? extends DocumentScorer> scorer) {
    return new Comparison() {
      @Override
      public String type() {
        return type.getName();
      }

      @Override
      public DocumentScorer scorer() {
        return scorer.get();
      }
    };
  }
}
