package org.cascadenlp.neural.model;

import java.nio.file.Path;
import java.util.Map;

/**
 * An embedder provider that compares its models with reference outputs of other software, for
 * {@code cascade verify}.
 */
public interface ReferenceCheck {

  /**
   * Runs the model at {@code model}, which this provider opens, over the inputs of {@code
   * reference}.
   *
   * @return the greatest absolute difference of each compared array; NaN if a value is NaN
   */
  Map<String, Double> differences(Path model, Path reference);
}
