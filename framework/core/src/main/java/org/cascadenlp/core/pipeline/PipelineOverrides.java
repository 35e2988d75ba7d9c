package org.cascadenlp.core.pipeline;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a command line changes in the descriptors of a pipeline: other parts, files of settings, and
 * single parameters. Of two that set the same, the later one in this list takes precedence.
 *
 * @param parts the descriptors that replace parts, by {@code ROLE} or {@code OUTER/INNER}: a path
 *     relative to the working directory or to the pipeline's folder, or a name to import
 * @param files files in UIMA's format for external overrides; of two, the later one takes
 *     precedence
 * @param values values of parameters, by {@code ROLE.PARAMETER}
 * @param elsewhere names in {@code files} that this pipeline may lack, because they belong to
 *     another one that is given the same files
 */
public record PipelineOverrides(
    Map<String, String> parts,
    List<Path> files,
    Map<String, String> values,
    Set<String> elsewhere) {

  /** No change. */
  public static final PipelineOverrides NONE = of(Map.of());

  public PipelineOverrides {
    parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    files = List.copyOf(files);
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    elsewhere = Set.copyOf(elsewhere);
  }

  /** Values of parameters, by {@code ROLE.PARAMETER}. */
  public static PipelineOverrides of(Map<String, String> values) {
    return new PipelineOverrides(Map.of(), List.of(), values, Set.of());
  }

  /** These, and the value of one more parameter. */
  public PipelineOverrides with(String key, String value) {
    Map<String, String> all = new LinkedHashMap<>(values);
    all.put(key, value);
    return new PipelineOverrides(parts, files, all, elsewhere);
  }

  /** These, with other values of parameters. */
  public PipelineOverrides withValues(Map<String, String> others) {
    return new PipelineOverrides(parts, files, others, elsewhere);
  }

  /** These, with other parts. */
  public PipelineOverrides withParts(Map<String, String> others) {
    return new PipelineOverrides(others, files, values, elsewhere);
  }

  /** These, with other files of settings. */
  public PipelineOverrides withFiles(List<Path> others) {
    return new PipelineOverrides(parts, others, values, elsewhere);
  }

  /** These, for a pipeline that may lack parameters with the external names {@code names}. */
  public PipelineOverrides sharedWith(Set<String> names) {
    Set<String> all = new LinkedHashSet<>(elsewhere);
    all.addAll(names);
    return new PipelineOverrides(parts, files, values, all);
  }
}
