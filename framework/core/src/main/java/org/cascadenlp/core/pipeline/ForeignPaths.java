package org.cascadenlp.core.pipeline;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.uima.analysis_engine.AnalysisEngineDescription;
import org.apache.uima.resource.ResourceManager;
import org.apache.uima.resource.ResourceSpecifier;
import org.apache.uima.resource.metadata.ConfigurationParameterSettings;
import org.apache.uima.util.InvalidXMLException;
import org.cascadenlp.core.Injectors;
import org.cascadenlp.core.PluginAnnotator;
import org.cascadenlp.core.SettingSource;
import org.jspecify.annotations.Nullable;

/**
 * Makes relative paths in parameters of foreign annotators (not {@link PluginAnnotator}s) absolute,
 * because these annotators would resolve them differently. A string is such a path if it contains a
 * slash or a dot and refers to an existing file, relative to the folder of the descriptor that sets
 * it; other strings are not changed.
 */
final class ForeignPaths {

  private static final Pattern PATH = Pattern.compile("[^:]*[/\\\\.][^:]*");

  private final AnalysisEngineDescription pipeline;
  private final ResourceManager resources;

  private ForeignPaths(AnalysisEngineDescription pipeline, ResourceManager resources) {
    this.pipeline = pipeline;
    this.resources = resources;
  }

  /**
   * Rewrites the paths in {@code pipeline}.
   *
   * @param sources the source of each parameter, from {@link SettingTrace}
   */
  static void rewrite(
      AnalysisEngineDescription pipeline,
      ResourceManager resources,
      Map<String, SettingSource> sources)
      throws InvalidXMLException {
    ForeignPaths paths = new ForeignPaths(pipeline, resources);
    for (Map.Entry<String, SettingSource> entry : sources.entrySet()) {
      if (paths.isForeign(paths.part(entry.getKey()))) {
        paths.rewrite(entry.getValue());
      }
    }
  }

  private void rewrite(SettingSource source) throws InvalidXMLException {
    AnalysisEngineDescription part = part(source.parameter());
    if (part == null) {
      return;
    }
    String name = source.parameter().substring(source.parameter().lastIndexOf('.') + 1);
    ConfigurationParameterSettings settings =
        part.getAnalysisEngineMetaData().getConfigurationParameterSettings();
    Object value = settings.getParameterValue(name);
    if (value instanceof String one) {
      settings.setParameterValue(name, absolute(one, source.folder()));
    } else if (value instanceof String[] many) {
      settings.setParameterValue(
          name,
          Arrays.stream(many).map(one -> absolute(one, source.folder())).toArray(String[]::new));
    }
  }

  private static String absolute(String value, Path folder) {
    if (!PATH.matcher(value).matches() || value.codePoints().noneMatch(Character::isLetter)) {
      return value;
    }
    try {
      Path file = folder.resolve(value).normalize();
      return Files.exists(file) ? file.toString() : value;
    } catch (InvalidPathException e) {
      return value;
    }
  }

  /** The part with the parameter {@code OUTER/INNER.PARAMETER}, or null. */
  private @Nullable AnalysisEngineDescription part(String key) throws InvalidXMLException {
    AnalysisEngineDescription part = pipeline;
    int dot = key.lastIndexOf('.');
    for (String role : dot < 0 ? new String[0] : key.substring(0, dot).split("/")) {
      Map<String, ResourceSpecifier> parts = part.getDelegateAnalysisEngineSpecifiers(resources);
      if (!(parts.get(role) instanceof AnalysisEngineDescription inner)) {
        return null;
      }
      part = inner;
    }
    return part;
  }

  private boolean isForeign(@Nullable AnalysisEngineDescription part) {
    if (part == null || part.getAnnotatorImplementationName() == null) {
      return false;
    }
    try {
      Class<?> type =
          Class.forName(part.getAnnotatorImplementationName(), false, Injectors.loader(resources));
      return !PluginAnnotator.class.isAssignableFrom(type);
    } catch (ClassNotFoundException | LinkageError e) {
      return false; // UIMA reports it
    }
  }
}
