package org.cascadenlp.core.pipeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.uima.analysis_engine.AnalysisEngineDescription;
import org.apache.uima.resource.ResourceManager;
import org.apache.uima.resource.ResourceSpecifier;
import org.apache.uima.resource.metadata.ConfigurationParameter;
import org.apache.uima.util.InvalidXMLException;
import org.cascadenlp.core.SettingFolders;
import org.cascadenlp.core.error.CascadeException;
import org.jspecify.annotations.Nullable;

/**
 * Sets parameters of a pipeline from outside of its descriptors: {@code ROLE.PARAMETER}, {@code
 * OUTER/INNER.PARAMETER}, or {@code PARAMETER} for one of the pipeline itself.
 */
final class Settings {

  private final AnalysisEngineDescription pipeline;
  private final ResourceManager resources;
  private final String place;
  private final Map<String, String> written = new LinkedHashMap<>();

  private Settings(AnalysisEngineDescription pipeline, ResourceManager resources, String place) {
    this.pipeline = pipeline;
    this.resources = resources;
    this.place = place;
  }

  /**
   * Applies {@code settings} to the parts of {@code pipeline}.
   *
   * @return the parameters that were set, as {@code ROLE.PARAMETER}, each with the key as the user
   *     wrote it. They differ if the enclosing aggregate overrides the part's parameter: then the
   *     aggregate's parameter is set.
   * @throws CascadeException if a key or value is invalid
   */
  static Map<String, String> apply(
      AnalysisEngineDescription pipeline,
      ResourceManager resources,
      Map<String, String> settings,
      String place) {
    Settings target = new Settings(pipeline, resources, place);
    settings.forEach((key, value) -> target.set(key, value, key));
    return target.written;
  }

  private void set(String target, String value, String key) {
    int dot = target.lastIndexOf('.');
    String name = target.substring(dot + 1);
    if (dot == 0 || name.isEmpty()) {
      throw bad(key, "", "write it as ROLE.PARAMETER=VALUE, for example embedding.model=x");
    }
    List<String> roles = dot < 0 ? List.of() : Arrays.asList(target.substring(0, dot).split("/"));
    AnalysisEngineDescription part = pipeline;
    for (int depth = 0; depth < roles.size(); depth++) {
      if (depth == roles.size() - 1) {
        ConfigurationParameter outer = governing(part, roles.get(depth) + "/" + name, key);
        if (outer != null) {
          // the aggregate overrides this parameter, so setting it at the part would have no effect
          release(delegate(part, roles.get(depth), key), name);
          String above = String.join("/", roles.subList(0, depth));
          set(SettingFolders.key(above, outer.getName()), value, key);
          return;
        }
      }
      part = delegate(part, roles.get(depth), key);
    }
    ConfigurationParameter parameter =
        part.getAnalysisEngineMetaData()
            .getConfigurationParameterDeclarations()
            .getConfigurationParameter(null, name);
    if (parameter == null) {
      throw bad(
          key,
          ": there is no parameter '" + name + "'",
          "the parameters of this part are "
              + names(part)
              + (roles.isEmpty()
                  ? ", and its parts are " + new TreeSet<>(delegates(part).keySet())
                  : ""));
    }
    written.put(SettingFolders.key(String.join("/", roles), name), key);
    release(part, name);
    part.getAnalysisEngineMetaData()
        .getConfigurationParameterSettings()
        .setParameterValue(name, new SettingValue(parameter, place, "--set " + key).parse(value));
  }

  /**
   * Detaches a parameter, and those of inner parts that it overrides, from external overrides: the
   * command line takes precedence over these.
   */
  private void release(AnalysisEngineDescription part, String name) {
    for (ConfigurationParameter parameter : parameters(part)) {
      if (parameter.getName().equals(name)) {
        parameter.setExternalOverrideName(null);
        for (String target : parameter.getOverrides()) {
          int slash = target.indexOf('/');
          if (slash > 0
              && delegates(part).get(target.substring(0, slash))
                  instanceof AnalysisEngineDescription inner) {
            release(inner, target.substring(slash + 1));
          }
        }
      }
    }
  }

  /** The parameter of {@code whole} that overrides {@code path}, or null. */
  private @Nullable ConfigurationParameter governing(
      AnalysisEngineDescription whole, String path, String key) {
    for (ConfigurationParameter outer : parameters(whole)) {
      boolean isSet =
          whole
                  .getAnalysisEngineMetaData()
                  .getConfigurationParameterSettings()
                  .getParameterValue(outer.getName())
              != null;
      List<String> governed = Arrays.asList(outer.getOverrides());
      if (isSet && governed.contains(path)) {
        if (governed.size() > 1) {
          throw bad(
              key,
              ": the part around it sets this parameter together with others",
              "set its parameter " + outer.getName() + ", which sets " + governed);
        }
        return outer;
      }
    }
    return null;
  }

  private AnalysisEngineDescription delegate(
      AnalysisEngineDescription whole, String role, String key) {
    Map<String, ResourceSpecifier> parts = delegates(whole);
    if (parts.get(role) instanceof AnalysisEngineDescription found) {
      return found;
    }
    throw bad(
        key,
        ": there is no part named '" + role + "'",
        "the parts here are " + new TreeSet<>(parts.keySet()));
  }

  private Map<String, ResourceSpecifier> delegates(AnalysisEngineDescription whole) {
    try {
      return whole.getDelegateAnalysisEngineSpecifiers(resources);
    } catch (InvalidXMLException e) {
      throw CascadeException.of(
          place, CascadeException.describe(e), "run `cascade check` on the descriptor", e);
    }
  }

  private static List<ConfigurationParameter> parameters(AnalysisEngineDescription part) {
    return List.of(
        part.getAnalysisEngineMetaData()
            .getConfigurationParameterDeclarations()
            .getConfigurationParameters());
  }

  private static List<String> names(AnalysisEngineDescription part) {
    List<String> names = new ArrayList<>();
    parameters(part).forEach(parameter -> names.add(parameter.getName()));
    names.sort(null);
    return names;
  }

  private CascadeException bad(String key, String problem, String remedy) {
    return CascadeException.of(place, "--set " + key + problem, remedy);
  }
}
