package org.cascadenlp.core.score;

import com.google.gson.JsonObject;
import java.util.Map;

/** How well predictions agree with gold: as numbers, for programs and for people. */
public interface Scores {

  /** Fractions from 0 to 1 by name, the one to choose models by first. */
  Map<String, Double> metrics();

  /**
   * At least {@code {"micro": {"precision", "recall", "f1"}}}, fractions from 0 to 1; each
   * implementation says what else.
   */
  JsonObject toJson();

  /** A table for people, in percent. */
  String toTable();
}
