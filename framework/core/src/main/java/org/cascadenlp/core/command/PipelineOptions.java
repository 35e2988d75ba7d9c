package org.cascadenlp.core.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.pipeline.Pipeline;
import org.cascadenlp.core.pipeline.PipelineOverrides;
import org.cascadenlp.core.pipeline.SettingsLookup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code --part}, {@code --settings}, {@code --set} and {@code --plugins}, the options of every
 * command that loads a pipeline.
 *
 * <pre>{@code
 * @Mixin PipelineOptions options = new PipelineOptions();
 *
 * try (Pipeline loaded =
 *     Pipeline.load(pipeline, options.overrides(pipeline), options.jars())) { ... }
 * }</pre>
 */
public final class PipelineOptions {

  private static final String PART = "--part";

  @Option(
      names = PART,
      paramLabel = "ROLE=DESCRIPTOR",
      description =
          "Replaces the part of the pipeline with this delegate key by another descriptor: a file,"
              + " also one relative to the pipeline's folder, or a name to import. May be"
              + " repeated.")
  private List<String> parts = new ArrayList<>();

  @Option(
      names = "--settings",
      paramLabel = "FILE",
      description =
          "A file of parameters in UIMA's format for external overrides: NAME = VALUE, where NAME"
              + " is a parameter's external override name. Also one relative to the pipeline's"
              + " folder, or a name on the class path. May be repeated; later files and --set take"
              + " precedence.")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--set",
      paramLabel = "ROLE.PARAMETER=VALUE",
      description = "Sets a parameter of a part of the pipeline. May be repeated.")
  private Map<String, String> settings = new LinkedHashMap<>();

  @Mixin private PluginOptions plugins = new PluginOptions();

  /** For picocli. */
  public PipelineOptions() {}

  /** The settings by {@code ROLE.PARAMETER}, without those of files. */
  public Map<String, String> settings() {
    return new LinkedHashMap<>(settings);
  }

  /**
   * Everything that the options change in {@code pipeline}, for {@link Pipeline#load(Path,
   * PipelineOverrides, List)}.
   *
   * @throws CascadeException if an option names no part, two replace the same, or a file of
   *     settings does not exist
   */
  public PipelineOverrides overrides(Path pipeline) {
    Map<String, String> one = new LinkedHashMap<>();
    variants()
        .forEach(
            (role, descriptors) -> {
              if (descriptors.size() > 1) {
                throw CascadeException.of(
                    PART + " " + role + "=" + descriptors.get(1),
                    "this part is already replaced by " + descriptors.get(0),
                    "name one of them; `cascade compare` takes several");
              }
              one.put(role, descriptors.get(0));
            });
    return new PipelineOverrides(one, files(pipeline), settings, Set.of());
  }

  /**
   * The descriptors to put in the place of each part, by its role, in the order of the command
   * line.
   *
   * @throws CascadeException if an option names no part or descriptor
   */
  public Map<String, List<String>> variants() {
    Map<String, List<String>> variants = new LinkedHashMap<>();
    for (String part : parts) {
      int equals = part.indexOf('=');
      if (equals <= 0 || equals == part.length() - 1) {
        throw CascadeException.of(
            PART + " " + part,
            "this names no part and descriptor",
            "write ROLE=DESCRIPTOR, for example embedding=embeddings/glove.xml");
      }
      List<String> known =
          variants.computeIfAbsent(part.substring(0, equals), role -> new ArrayList<>());
      known.add(part.substring(equals + 1));
    }
    return variants;
  }

  /** Adds these options to the user's choices in a report. */
  public void addTo(Map<String, Object> choices) {
    if (!parts.isEmpty()) {
      choices.put("parts", List.copyOf(parts));
    }
    if (!files.isEmpty()) {
      choices.put("settingsFiles", files.stream().map(Path::toString).toList());
    }
    choices.put("settings", settings());
  }

  /**
   * The files that {@code --settings} names for {@code pipeline}.
   *
   * @throws CascadeException if one does not exist
   */
  public List<Path> files(Path pipeline) {
    return files.stream().map(file -> SettingsLookup.find(file, pipeline, jars())).toList();
  }

  /** The folders and jars given by {@code --plugins}. */
  public List<Path> plugins() {
    return plugins.places();
  }

  /** The jars of {@code --plugins}, for {@link Pipeline#load}. */
  public List<Path> jars() {
    return plugins.jars();
  }
}
