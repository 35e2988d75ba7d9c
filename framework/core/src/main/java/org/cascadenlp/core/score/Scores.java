package org.cascadenlp.core.score;

import com.google.gson.JsonObject;
import java.util.Map;

/** Scores of predictions against gold annotations. */
public interface Scores {

  /** Metrics by name, as fractions from 0 to 1; the first one is used for model selection. */
  Map<String, Double> metrics();

  /**
   * At least {@code {"micro": {"precision", "recall", "f1"}}}, fractions from 0 to 1;
   * implementations document further members.
   */
  JsonObject toJson();

  /** A table for people, in percent. */
  String toTable();
}
