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
 * Follows the parameters of a pipeline to what sets them, in UIMA's order: an external override of
 * the part's own parameter, the parameter of the aggregate around it, the part's own descriptor.
 *
 * <p>Parameters in groups, and those of parts that are no analysis engine descriptions, are left
 * out.
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
   * What sets each text parameter of each primitive part of {@code pipeline}, by {@link
   * SettingFolders#key}. What a descriptor in a jar sets is left out: its folder holds no files.
   *
   * @param file the descriptor of the whole
   * @param fromCommandLine the parameters that {@code --set} has set, each with the name by which
   *     the user has set it
   */
  static Map<String, SettingSource> of(
      AnalysisEngineDescription pipeline,
      Path file,
      ResourceManager resources,
      Map<String, String> fromCommandLine)
      throws InvalidXMLException {
    SettingTrace trace =
        new SettingTrace(resources, fromCommandLine, ExternalOverrides.ofThisProcess());
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

  /** The file that is imported, or null if it is none or lies on the class path. */
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

  /** Whether {@code imported} is by a name that the class path has, if only as a folder. */
  private boolean isOnClassPath(Import imported, URL url) {
    String name = imported.getName();
    if (name == null) {
      return false;
    }
    URL resource = Injectors.loader(resources).getResource(name.replace('.', '/') + ".xml");
    return resource != null && resource.toString().equals(url.toString());
  }
}
