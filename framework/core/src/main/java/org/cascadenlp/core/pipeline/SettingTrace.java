package org.cascadenlp.core.pipeline;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.uima.analysis_engine.AnalysisEngineDescription;
import org.apache.uima.resource.ResourceManager;
import org.apache.uima.resource.ResourceSpecifier;
import org.apache.uima.resource.metadata.ConfigurationParameter;
import org.apache.uima.resource.metadata.Import;
import org.apache.uima.resource.metadata.MetaDataObject;
import org.apache.uima.util.InvalidXMLException;
import org.cascadenlp.core.Injectors;
import org.cascadenlp.core.SettingFolders;
import org.cascadenlp.core.SettingSource;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what sets the parameters of a pipeline, in UIMA's order of precedence: an external
 * override of the part's own parameter, the overriding parameter of the enclosing aggregate, the
 * part's own descriptor.
 *
 * <p>Parameters in groups, and those of parts without an analysis engine description, are left out.
 */
final class SettingTrace {

  private final ResourceManager resources;
  private final Map<String, String> fromCommandLine;
  private final ExternalOverrides overrides;
  private final Map<String, SettingSource> found = new LinkedHashMap<>();

  private SettingTrace(
      ResourceManager resources, Map<String, String> fromCommandLine, ExternalOverrides overrides) {
    this.resources = resources;
    this.fromCommandLine = fromCommandLine;
    this.overrides = overrides;
  }

  /**
   * The source of each string parameter of each primitive part of {@code pipeline}, by {@link
   * SettingFolders#key}. Parameters set by a descriptor in a jar are left out, because paths in it
   * cannot refer to files beside it.
   *
   * @param file the pipeline's descriptor
   * @param fromCommandLine the parameters set by {@code --set}, each with the key as the user wrote
   *     it
   * @param overrides the files of external overrides
   */
  static Map<String, SettingSource> of(
      AnalysisEngineDescription pipeline,
      Path file,
      ResourceManager resources,
      Map<String, String> fromCommandLine,
      ExternalOverrides overrides)
      throws InvalidXMLException {
    SettingTrace trace = new SettingTrace(resources, fromCommandLine, overrides);
    trace.follow(pipeline, "", file, Map.of());
    return trace.found;
  }

  private void follow(
      AnalysisEngineDescription part,
      String role,
      @Nullable Path file,
      Map<String, SettingSource> around)
      throws InvalidXMLException {
    Map<String, Map<String, SettingSource>> inner = new HashMap<>();
    for (ConfigurationParameter parameter :
        part.getAnalysisEngineMetaData()
            .getConfigurationParameterDeclarations()
            .getConfigurationParameters()) {
      if (!parameter.getType().equals(ConfigurationParameter.TYPE_STRING)) {
        continue;
      }
      SettingSource source = source(part, role, parameter, file, around);
      if (source == null) {
        continue;
      }
      if (part.isPrimitive()) {
        found.put(SettingFolders.key(role, parameter.getName()), source);
      }
      for (String target : parameter.getOverrides()) {
        int slash = target.indexOf('/');
        if (slash > 0) {
          inner
              .computeIfAbsent(target.substring(0, slash), key -> new HashMap<>())
              .put(target.substring(slash + 1), source);
        }
      }
    }
    Map<String, MetaDataObject> written = part.getDelegateAnalysisEngineSpecifiersWithImports();
    for (Map.Entry<String, ResourceSpecifier> delegate :
        part.getDelegateAnalysisEngineSpecifiers(resources).entrySet()) {
      if (delegate.getValue() instanceof AnalysisEngineDescription description) {
        String key = delegate.getKey();
        follow(
            description,
            role.isEmpty() ? key : role + "/" + key,
            written.get(key) instanceof Import imported ? file(imported, description) : file,
            inner.getOrDefault(key, Map.of()));
      }
    }
  }

  private @Nullable SettingSource source(
      AnalysisEngineDescription part,
      String role,
      ConfigurationParameter parameter,
      @Nullable Path file,
      Map<String, SettingSource> around) {
    String key = SettingFolders.key(role, parameter.getName());
    String written = fromCommandLine.get(key);
    if (written != null) {
      return SettingSource.commandLine(key, written);
    }
    Path override = overrides.file(parameter.getExternalOverrideName());
    if (override != null) {
      return SettingSource.file(key, override);
    }
    SettingSource outer = around.get(parameter.getName());
    if (outer != null) {
      return outer;
    }
    boolean isSet =
        part.getAnalysisEngineMetaData()
                .getConfigurationParameterSettings()
                .getParameterValue(parameter.getName())
            != null;
    return isSet && file != null ? SettingSource.file(key, file) : null;
  }

  /** The imported file; null if it is not a file, or is on the class path. */
  private @Nullable Path file(Import imported, AnalysisEngineDescription description) {
    URL url = description.getSourceUrl();
    if (url == null || !url.getProtocol().equals("file") || isOnClassPath(imported, url)) {
      return null;
    }
    try {
      return Path.of(url.toURI());
    } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
      return null;
    }
  }

  /**
   * Whether {@code imported} is an import by name that resolves to {@code url} on the class path.
   */
  private boolean isOnClassPath(Import imported, URL url) {
    String name = imported.getName();
    if (name == null) {
      return false;
    }
    URL resource = Injectors.loader(resources).getResource(name.replace('.', '/') + ".xml");
    return resource != null && resource.toString().equals(url.toString());
  }
}
