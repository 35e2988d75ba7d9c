package org.cascadenlp.batch.corpus;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cascadenlp.core.command.LanguageOption;
import org.cascadenlp.core.command.PipelineOptions;
import org.cascadenlp.core.command.PluginOptions;
import org.cascadenlp.core.command.TextColumnsOption;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The options that {@code train}, {@code evaluate} and {@code compare} share: corpus format and
 * settings, language, and parameters of the pipeline.
 */
public final class CorpusOptions {

  @Option(
      names = "--format",
      defaultValue = "conll",
      paramLabel = "NAME",
      description = "The format of the corpus files (default: ${DEFAULT-VALUE}).")
  public String format = "conll";

  @Option(
      names = "--map",
      paramLabel = "LABEL=LABEL",
      description = "Renames a gold label, or drops it: MISC=O. May be repeated.")
  Map<String, String> map = new LinkedHashMap<>();

  @Option(
      names = "--read",
      paramLabel = "SETTING=VALUE",
      description =
          "A further setting of the format, such as encoding=ISO-8859-1. May be repeated.")
  Map<String, String> read = new LinkedHashMap<>();

  @Option(
      names = "--slices",
      defaultValue = "sentences",
      paramLabel = "WHAT",
      description =
          "The items that FILE[FROM:TO] counts: ${COMPLETION-CANDIDATES} (default:"
              + " ${DEFAULT-VALUE}).")
  CorpusSlice.Counted slices = CorpusSlice.Counted.SENTENCES;

  @Mixin private TextColumnsOption columns = new TextColumnsOption();

  @Mixin private LanguageOption language = new LanguageOption();

  @Mixin private PipelineOptions pipeline = new PipelineOptions();

  /** The options for loading the pipeline. */
  public PipelineOptions pipeline() {
    return pipeline;
  }

  /** The language of the corpus. */
  public String language() {
    return language.code();
  }

  /** The command-line arguments for reading a corpus in the same way, without {@code --set}. */
  public List<String> arguments() {
    List<String> arguments = new ArrayList<>(List.of("--format", format));
    map.forEach((from, to) -> arguments.addAll(List.of("--map", from + "=" + to)));
    read().forEach((name, value) -> arguments.addAll(List.of("--read", name + "=" + value)));
    arguments.addAll(List.of("--slices", slices.toString(), "--language", language()));
    pipeline
        .plugins()
        .forEach(folder -> arguments.addAll(List.of(PluginOptions.PLUGINS, folder.toString())));
    return arguments;
  }

  private Map<String, String> read() {
    Map<String, String> settings = new TreeMap<>(read);
    columns.addTo(settings);
    return settings;
  }

  /** The settings for the corpus format. */
  Map<String, String> formatSettings() {
    Map<String, String> all = read();
    if (!map.isEmpty()) {
      StringBuilder pairs = new StringBuilder();
      map.forEach(
          (from, to) ->
              pairs.append(pairs.length() == 0 ? "" : ",").append(from).append('=').append(to));
      all.put("map", pairs.toString());
    }
    return all;
  }
}
