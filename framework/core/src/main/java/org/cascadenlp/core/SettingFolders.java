package org.cascadenlp.core;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.cascadenlp.core.pipeline.Pipeline;
import org.jspecify.annotations.Nullable;

/**
 * The folders against which one pipeline's relative paths are resolved. For each parameter of each
 * part, that is the folder of the descriptor or of the file of external overrides that sets it, or
 * the working directory for the command line.
 *
 * <p>{@link Pipeline#load} fills it. In other hosts it stays empty, because UIMA does not expose to
 * an annotator which descriptor set its parameters.
 */
public final class SettingFolders {

  private final Map<String, SettingSource> sources = new ConcurrentHashMap<>();
  private final Map<String, String> commandLine = new ConcurrentHashMap<>();
  private final Set<String> warned = ConcurrentHashMap.newKeySet();
  private volatile @Nullable Path home;

  SettingFolders() {}

  /**
   * Records the origins of the parameters of a pipeline.
   *
   * @param pipeline the folder of its descriptor
   * @param all the source of each parameter, by {@link #key}
   * @param set the parameters set by {@code --set}, by {@link #key}, each with the key as the user
   *     wrote it
   */
  public void put(Path pipeline, Map<String, SettingSource> all, Map<String, String> set) {
    home = pipeline;
    sources.putAll(all);
    commandLine.putAll(set);
  }

  /** The source of {@code parameter} of the part {@code role}, or null if it is unknown. */
  @Nullable SettingSource of(String role, String parameter) {
    return sources.get(key(role, parameter));
  }

  /** The key as the user wrote it in {@code --set} for the parameter {@code key}, or null. */
  @Nullable String commandLine(String key) {
    return commandLine.get(key);
  }

  /** The folder of the pipeline's descriptor, or null if none was loaded. */
  @Nullable Path home() {
    return home;
  }

  /** True at the first call with {@code warning}, so that forks of a pipeline do not repeat it. */
  boolean isNew(String warning) {
    return warned.add(warning);
  }

  /** The key of a parameter of the part with this role: {@code OUTER/INNER.PARAMETER}. */
  public static String key(String role, String parameter) {
    return role.isEmpty() ? parameter : role + "." + parameter;
  }
}
