package org.cascadenlp.core;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.cascadenlp.core.pipeline.Pipeline;
import org.jspecify.annotations.Nullable;

/**
 * The folders from which one pipeline's relative paths are looked up: for each parameter of each
 * part that of the descriptor, the command line or the file of external overrides that sets it.
 *
 * <p>{@link Pipeline#load} fills it. In another host it stays empty, for UIMA does not tell an
 * annotator which descriptor set its parameters.
 */
public final class SettingFolders {

  private final Map<String, SettingSource> sources = new ConcurrentHashMap<>();
  private final Map<String, String> commandLine = new ConcurrentHashMap<>();
  private final Set<String> warned = ConcurrentHashMap.newKeySet();
  private volatile @Nullable Path home;

  SettingFolders() {}

  /**
   * Takes in what sets the parameters of a pipeline.
   *
   * @param pipeline the folder of its descriptor
   * @param all by {@link #key}
   * @param set the parameters that {@code --set} has set, each with the name by which the user has
   *     set it
   */
  public void put(Path pipeline, Map<String, SettingSource> all, Map<String, String> set) {
    home = pipeline;
    sources.putAll(all);
    commandLine.putAll(set);
  }

  /** What sets {@code parameter} of the part {@code role}, or null where that is not known. */
  @Nullable SettingSource of(String role, String parameter) {
    return sources.get(key(role, parameter));
  }

  /** How the user has set the parameter {@code key} by {@code --set}, or null. */
  @Nullable String commandLine(String key) {
    return commandLine.get(key);
  }

  /** The folder of the pipeline's descriptor, or null where none was loaded. */
  @Nullable Path home() {
    return home;
  }

  /** True the first time that {@code warning} is to be given: forks of a pipeline have it too. */
  boolean isNew(String warning) {
    return warned.add(warning);
  }

  /** How a parameter of the part with these roles is known: {@code OUTER/INNER.PARAMETER}. */
  public static String key(String role, String parameter) {
    return role.isEmpty() ? parameter : role + "." + parameter;
  }
}
