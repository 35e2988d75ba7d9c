package org.cascadenlp.neural.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The settings of a head, as stored in {@code model.json}.
 *
 * @param task the name under which the head is bound, for example {@code entities}
 * @param labels the network's output labels, in the order of its outputs
 * @param options the options of the task, for example {@code decoder} to {@code crf}
 * @param layers the number of layers per token in the vectors
 * @param width the numbers per token and layer
 * @param seed the random seed of new weights
 */
public record HeadSettings(
    String task,
    List<String> labels,
    Map<String, String> options,
    int layers,
    int width,
    long seed) {

  public HeadSettings {
    labels = List.copyOf(labels);
    options = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(options));
  }

  /** These settings with other options. */
  public HeadSettings with(Map<String, String> others) {
    return new HeadSettings(task, labels, others, layers, width, seed);
  }
}
