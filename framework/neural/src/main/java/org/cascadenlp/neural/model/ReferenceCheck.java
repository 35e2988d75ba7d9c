package org.cascadenlp.neural.model;

import java.nio.file.Path;
import java.util.Map;

/**
 * A family of embedders that compares its models with what other code computed, for {@code cascade
 * verify}.
 */
public interface ReferenceCheck {

  /**
   * Runs the model at {@code model}, which this family reads, over the inputs of {@code reference}.
   *
   * @return the greatest absolute difference of each array that was compared; NaN where a value is
   *     not a number
   */
  Map<String, Double> differences(Path model, Path reference);
}
