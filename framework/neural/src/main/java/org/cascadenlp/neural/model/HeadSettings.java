package org.cascadenlp.neural.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.cascadenlp.core.error.CascadeException;

/**
 * What a head is made of, as {@code model.json} keeps it.
 *
 * @param task the name the head is bound by, for example {@code entities}
 * @param labels the network's output labels, in the order of its outputs
 * @param options the task's own settings, for example {@code decoder} to {@code crf}
 * @param layers the layers a token has in the vectors
 * @param width the numbers per token and layer
 * @param seed what new weights are drawn from
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

  /** The option called {@code name}; an error that names the task where it is not there. */
  public String option(String name) {
    String value = options.get(name);
    if (value == null) {
      throw CascadeException.of(
          "task " + task,
          "option " + name + " is not set",
          "set it; set are " + new TreeSet<>(options.keySet()));
    }
    return value;
  }
}
