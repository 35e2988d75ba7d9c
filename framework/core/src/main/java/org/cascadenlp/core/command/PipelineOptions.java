package org.cascadenlp.core.command;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cascadenlp.core.pipeline.Pipeline;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code --set} and {@code --plugins}, the options of every command that loads a pipeline.
 *
 * <pre>{@code
 * @Mixin PipelineOptions options = new PipelineOptions();
 *
 * try (Pipeline loaded = Pipeline.load(pipeline, options.settings(), options.jars())) { ... }
 * }</pre>
 */
public final class PipelineOptions {

  @Option(
      names = "--set",
      paramLabel = "ROLE.PARAMETER=VALUE",
      description = "Sets a parameter of a part of the pipeline. May be repeated.")
  private Map<String, String> settings = new LinkedHashMap<>();

  @Mixin private PluginOptions plugins = new PluginOptions();

  /** For picocli. */
  public PipelineOptions() {}

  /** The settings by {@code ROLE.PARAMETER}, for {@link Pipeline#load}. */
  public Map<String, String> settings() {
    return new LinkedHashMap<>(settings);
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
