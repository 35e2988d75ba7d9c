package org.cascadenlp.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.uima.analysis_engine.AnalysisEngineDescription;
import org.apache.uima.analysis_engine.metadata.AnalysisEngineMetaData;
import org.apache.uima.resource.metadata.ConfigurationParameter;
import org.jspecify.annotations.Nullable;

/** Rules for a complete descriptor, which serves as the annotator's manual. */
public final class DescriptorRules {

  private static final Pattern UNSET = Pattern.compile("(?i)\\b(empty|no default|not set)\\b");

  private DescriptorRules() {}

  /** The rules that {@code description} breaks; empty if it is complete. */
  public static List<String> broken(AnalysisEngineDescription description) {
    List<String> broken = new ArrayList<>();
    AnalysisEngineMetaData metadata = description.getAnalysisEngineMetaData();
    String name = orEmpty(metadata.getName());
    rule(broken, !name.isBlank() && !name.contains(" "), "<name> must be one word");
    rule(broken, isSentence(metadata.getDescription()), "<description> must be a sentence");
    rule(broken, !orEmpty(metadata.getVendor()).isBlank(), "<vendor> must be set");
    rule(
        broken,
        metadata.getOperationalProperties() != null,
        "<operationalProperties> must say whether several engines may run side by side");
    Capabilities capabilities = Capabilities.of(description);
    rule(
        broken,
        !capabilities.inputs().isEmpty() || !capabilities.outputs().isEmpty(),
        "<capabilities> must declare what it reads and writes");
    for (ConfigurationParameter parameter :
        metadata.getConfigurationParameterDeclarations().getConfigurationParameters()) {
      String which = "parameter " + parameter.getName() + ": ";
      rule(
          broken,
          isSentence(parameter.getDescription()),
          which + "<description> must be a sentence");
      rule(
          broken,
          orEmpty(parameter.getExternalOverrideName()).endsWith(name + "." + parameter.getName()),
          which + "<externalOverrideName> must end in " + name + "." + parameter.getName());
      boolean isSet =
          metadata.getConfigurationParameterSettings().getParameterValue(parameter.getName())
              != null;
      rule(
          broken,
          isSet
              || parameter.isMandatory()
              || UNSET.matcher(orEmpty(parameter.getDescription())).find(),
          which
              + "it must have a value here or be mandatory, or its description say what holds"
              + " where it is empty: defaults must not hide in the code");
    }
    return broken;
  }

  private static void rule(List<String> broken, boolean holds, String rule) {
    if (!holds) {
      broken.add(rule);
    }
  }

  private static boolean isSentence(@Nullable String text) {
    return orEmpty(text).strip().endsWith(".");
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
