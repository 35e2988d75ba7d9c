package org.cascadenlp.core;

import org.apache.uima.UimaContextAdmin;
import org.apache.uima.resource.metadata.ConfigurationParameter;
import org.apache.uima.resource.metadata.ConfigurationParameterDeclarations;
import org.apache.uima.util.Settings;
import org.cascadenlp.core.pipeline.Pipeline;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what sets a parameter of a running part, in UIMA's order of precedence: an external
 * override of the part's own parameter, the overriding parameter of the enclosing aggregate, the
 * part's own descriptor.
 *
 * <p>This works in any UIMA host; values of {@code --set} are known only to {@link Pipeline#load}.
 * A value set by code counts as set by the descriptor.
 */
final class OriginTrace {

  private final UimaContextAdmin context;
  private final SettingFolders commandLine;

  OriginTrace(UimaContextAdmin context, SettingFolders commandLine) {
    this.context = context;
    this.commandLine = commandLine;
  }

  /** The origin of parameter {@code name} of this part. */
  ParameterOrigin of(String name) {
    return of(context.getQualifiedContextName(), name, ParameterOrigin.Place.PART);
  }

  /**
   * The origin of {@code name} at {@code place}, a qualified context name: {@code /} or {@code
   * /OUTER/}.
   */
  private ParameterOrigin of(String place, String name, ParameterOrigin.Place kind) {
    String role = place.replaceAll("^/+|/+$", "");
    String key = SettingFolders.key(role, name);
    String written = commandLine.commandLine(key);
    if (written != null) {
      return new ParameterOrigin(ParameterOrigin.Place.COMMAND_LINE, 0, "--set " + written);
    }
    String override = override(place, name);
    if (override != null) {
      return new ParameterOrigin(
          ParameterOrigin.Place.EXTERNAL_OVERRIDE, 0, "the external override " + override);
    }
    int slash = role.lastIndexOf('/');
    String outer = slash < 0 ? "/" : "/" + role.substring(0, slash) + "/";
    String governing = role.isEmpty() ? null : governing(outer, role.substring(slash + 1), name);
    if (governing != null) {
      return of(outer, governing, ParameterOrigin.Place.AGGREGATE);
    }
    boolean part = kind == ParameterOrigin.Place.PART;
    int depth = part || role.isEmpty() ? 0 : role.split("/").length;
    return new ParameterOrigin(kind, depth, "parameter " + key);
  }

  /** The external override that sets {@code name} at {@code place}, or null. */
  private @Nullable String override(String place, String name) {
    Settings overrides = context.getExternalOverrides();
    for (ConfigurationParameter parameter : parameters(place)) {
      String override = parameter.getExternalOverrideName();
      if (parameter.getName().equals(name) && override != null && overrides != null) {
        return overrides.getKeys().contains(override) ? override : null;
      }
    }
    return null;
  }

  /**
   * The parameter at {@code outer} that overrides {@code name} of its delegate {@code key}, or
   * null.
   */
  private @Nullable String governing(String outer, String key, String name) {
    for (ConfigurationParameter parameter : parameters(outer)) {
      for (String target : parameter.getOverrides()) {
        if (target.equals(key + "/" + name)
            && context
                    .getConfigurationManager()
                    .getConfigParameterValue(outer + parameter.getName())
                != null) {
          return parameter.getName();
        }
      }
    }
    return null;
  }

  private ConfigurationParameter[] parameters(String place) {
    ConfigurationParameterDeclarations declared =
        context.getConfigurationManager().getConfigParameterDeclarations(place);
    return declared == null ? new ConfigurationParameter[0] : declared.getConfigurationParameters();
  }
}
