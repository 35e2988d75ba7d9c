package org.cascadenlp.training.compare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cascadenlp.core.command.PipelineOptions;
import org.cascadenlp.core.pipeline.PipelineOverrides;

/**
 * One choice of the parts for which the command line names several descriptors.
 *
 * @param name the names of the chosen descriptors; empty if there is no choice
 * @param overrides all that the command line changes, with the chosen parts
 */
record Variant(String name, PipelineOverrides overrides) {

  /**
   * Every combination of the descriptors that {@code options} name for parts of {@code pipeline}.
   */
  static List<Variant> of(Path pipeline, PipelineOptions options) {
    List<Variant> all =
        List.of(
            new Variant(
                "",
                new PipelineOverrides(
                    Map.of(), options.files(pipeline), options.settings(), Set.of())));
    for (Map.Entry<String, List<String>> part : options.variants().entrySet()) {
      List<Variant> next = new ArrayList<>();
      for (Variant before : all) {
        for (String descriptor : part.getValue()) {
          next.add(before.with(part.getKey(), descriptor, part.getValue().size() > 1));
        }
      }
      all = next;
    }
    return all;
  }

  private Variant with(String role, String descriptor, boolean chosen) {
    Map<String, String> parts = new LinkedHashMap<>(overrides.parts());
    parts.put(role, descriptor);
    String all = chosen ? (name.isEmpty() ? "" : name + "+") + stem(descriptor) : name;
    return new Variant(all, overrides.withParts(parts));
  }

  /** The file name of a path without its extension, or the last segment of a name to import. */
  private static String stem(String descriptor) {
    String file = descriptor.substring(descriptor.lastIndexOf('/') + 1);
    String name = file.endsWith(".xml") ? file.substring(0, file.length() - 4) : file;
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
