package org.cascadenlp.core.descriptor;

import java.net.URL;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a command line changes in a pipeline, for checks that read its descriptors.
 *
 * @param parameters the parameters that are set, as {@code ROLE.PARAMETER}
 * @param external the names of external overrides that files of settings set
 * @param parts the descriptors that replace parts, by {@code ROLE} or {@code OUTER/INNER}
 */
public record OutsideSettings(
    Set<String> parameters, Set<String> external, Map<String, URL> parts) {

  public OutsideSettings {
    parameters = Set.copyOf(parameters);
    external = Set.copyOf(external);
    parts = Map.copyOf(parts);
  }

  /** Only parameters are set. */
  public static OutsideSettings of(Set<String> parameters) {
    return new OutsideSettings(parameters, Set.of(), Map.of());
  }

  /** Whether a parameter with this name for external overrides may be set by one. */
  boolean mayOverride(@Nullable String name) {
    return name != null
        && (external.contains(name) || System.getProperty("UimaExternalOverrides") != null);
  }
}
