package org.cascadenlp.core;

import com.google.inject.Inject;
import java.util.Map;
import org.apache.uima.resource.ResourceManager;
import org.cascadenlp.core.evaluation.Comparison;

/** The comparisons with gold that plugins bind by name, in the order of their bindings. */
public final class Comparisons {

  @Inject(optional = true)
  private Map<String, Comparison> byName = Map.of();

  private Comparisons() {}

  /** The comparisons of the pipeline that {@code resources} belongs to. */
  public static Comparisons of(ResourceManager resources) {
    return Injectors.inject(resources, new Comparisons());
  }

  /** Each comparison by its name. */
  public Map<String, Comparison> byName() {
    return byName;
  }
}
