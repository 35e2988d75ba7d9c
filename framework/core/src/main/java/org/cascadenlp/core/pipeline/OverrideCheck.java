package org.cascadenlp.core.pipeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.uima.analysis_engine.AnalysisEngineDescription;
import org.apache.uima.resource.ResourceConfigurationException;
import org.apache.uima.resource.ResourceManager;
import org.apache.uima.resource.ResourceSpecifier;
import org.apache.uima.resource.metadata.ConfigurationGroup;
import org.apache.uima.resource.metadata.ConfigurationParameter;
import org.apache.uima.resource.metadata.ConfigurationParameterDeclarations;
import org.apache.uima.util.InvalidXMLException;
import org.apache.uima.util.Settings;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.error.Suggestion;

/** Checks the files of {@code --settings} against the parameters of a pipeline. */
final class OverrideCheck {

  private static final int NEAREST = 3;

  private final ResourceManager resources;
  private final Map<String, List<ConfigurationParameter>> parameters = new LinkedHashMap<>();
  private boolean complete = true;

  private OverrideCheck(ResourceManager resources) {
    this.resources = resources;
  }

  /**
   * The names for external overrides that {@code pipeline} and its parts declare, each with its
   * parameters.
   */
  static Set<String> names(AnalysisEngineDescription pipeline, ResourceManager resources)
      throws InvalidXMLException {
    OverrideCheck check = new OverrideCheck(resources);
    check.add(pipeline);
    return check.parameters.keySet();
  }

  /**
   * Checks that each name in the files of {@code overrides} belongs to a parameter of {@code
   * pipeline}, or is one of {@code elsewhere}, or is used by another setting; and that its value is
   * of the parameter's type.
   *
   * @param place the pipeline's file
   * @throws CascadeException for the first that does not, with file and line
   */
  static void hold(
      ExternalOverrides overrides,
      AnalysisEngineDescription pipeline,
      ResourceManager resources,
      Set<String> elsewhere,
      String place)
      throws InvalidXMLException, ResourceConfigurationException {
    if (overrides.given().isEmpty()) {
      return;
    }
    OverrideCheck check = new OverrideCheck(resources);
    check.add(pipeline);
    Set<String> known = new HashSet<>(elsewhere);
    overrides.given().forEach(file -> known.addAll(file.references()));
    Settings settings = overrides.settings();
    for (SettingsFile file : overrides.given()) {
      List<String> names = new ArrayList<>(file.lines().keySet());
      names.sort(Comparator.comparingInt(file::line));
      for (String name : names) {
        if (check.parameters.containsKey(name)) {
          check.holdValue(file, name, settings);
        } else if (check.complete && !known.contains(name)) {
          throw check.unknown(file, name, place);
        }
      }
    }
  }

  private CascadeException unknown(SettingsFile file, String name, String place) {
    List<String> nearest = Suggestion.nearest(name, parameters.keySet(), NEAREST);
    return CascadeException.of(
        file.place(name),
        "no part of " + place + " has a parameter with the external override name " + name,
        nearest.isEmpty()
            ? "its parts declare no <externalOverrideName>: use --set ROLE.PARAMETER=VALUE"
            : "the nearest names are " + String.join(", ", nearest));
  }

  private void holdValue(SettingsFile file, String name, Settings settings) {
    for (ConfigurationParameter parameter : parameters.getOrDefault(name, List.of())) {
      try {
        SettingValue value = new SettingValue(parameter, file.place(name), name);
        if (parameter.isMultiValued()) {
          for (String item : settings.getSettingArray(name)) {
            value.one(item);
          }
        } else {
          value.one(settings.getSetting(name));
        }
      } catch (ResourceConfigurationException e) {
        throw CascadeException.of(
            file.place(name),
            name + ": " + e.getLocalizedMessage(),
            parameter.isMultiValued()
                ? "this parameter is a list: write [ITEM, ITEM], and ${NAME} only for a name that a"
                    + " file sets"
                : "this parameter has one value: write it without [ ], and ${NAME} only for a name"
                    + " that a file sets",
            e);
      }
    }
  }

  private void add(AnalysisEngineDescription part) throws InvalidXMLException {
    ConfigurationParameterDeclarations declared =
        part.getAnalysisEngineMetaData().getConfigurationParameterDeclarations();
    add(declared.getConfigurationParameters());
    add(declared.getCommonParameters());
    for (ConfigurationGroup group : declared.getConfigurationGroups()) {
      add(group.getConfigurationParameters());
    }
    complete &= part.getFlowControllerDeclaration() == null; // may have parameters
    for (ResourceSpecifier inner : part.getDelegateAnalysisEngineSpecifiers(resources).values()) {
      if (inner instanceof AnalysisEngineDescription description) {
        add(description);
      } else {
        complete = false; // a PEAR or another kind, whose parameters are unknown
      }
    }
  }

  private void add(ConfigurationParameter[] declared) {
    for (ConfigurationParameter parameter : declared) {
      String name = parameter.getExternalOverrideName();
      if (name != null) {
        parameters.computeIfAbsent(name, key -> new ArrayList<>()).add(parameter);
      }
    }
  }
}
