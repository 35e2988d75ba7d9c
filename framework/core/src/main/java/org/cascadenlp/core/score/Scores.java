package org.cascadenlp.core.score;

import com.google.gson.JsonObject;
import java.util.Map;

/**
 * Scores of predictions against gold annotations. A task whose quality is neither a fraction of
 * labels nor of spans, such as a correlation, implements its own.
 */
public interface Scores {

  /**
   * Metrics by name: finite numbers, fractions from 0 to 1 or correlations from -1 to 1, which are
   * shown in percent. The first one is used for model selection: the greatest value is the best.
   */
  Map<String, Double> metrics();

  /**
   * Members of the implementation's choice, which it documents. A page shows every number,
   * fractions (of Java type {@code double}) in percent and integers as counts. These members have a
   * fixed form if they are present:
   *
   * <ul>
   *   <li>{@code "labels": {LABEL: {"precision", "recall", "f1", "gold", "predicted", "correct"}}},
   *       a row of a table each; a label that no model of the pipeline has causes a warning
   *   <li>{@code "micro"} and {@code "macro"}: further rows, with {@code "precision"}, {@code
   *       "recall"} and {@code "f1"}
   *   <li>{@code "confusion": {"labels": [...], "counts": [[...]]}}, the confusion matrix with one
   *       row per gold label
   * </ul>
   */
  JsonObject toJson();

  /** A table for people, in percent. */
  String toTable();
}
