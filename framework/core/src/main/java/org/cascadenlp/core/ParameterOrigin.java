package org.cascadenlp.core;

import org.apache.uima.UimaContext;
import org.apache.uima.UimaContextAdmin;

/**
 * The origin of a parameter's value: the part's descriptor, an aggregate, an external override, or
 * the command line.
 *
 * @param place the kind of origin
 * @param depth for an aggregate, the number of aggregates that enclose it (0 for the outermost);
 *     otherwise 0
 * @param name its name in messages, for example {@code --set trainer.epochs}
 */
public record ParameterOrigin(Place place, int depth, String name) {

  /** From the part outwards; each takes precedence over those before it. */
  public enum Place {
    /** the part's own descriptor, or code that changed it */
    PART,
    /** the descriptor of an aggregate around the part */
    AGGREGATE,
    EXTERNAL_OVERRIDE,
    COMMAND_LINE
  }

  /** The origin of parameter {@code name} of the part with {@code context}. */
  public static ParameterOrigin of(UimaContext context, String name) {
    SettingFolders commandLine = PipelineContext.of(context).settings();
    return new OriginTrace((UimaContextAdmin) context, commandLine).of(name);
  }

  /** Whether the parameter is set outside the descriptors, for this run only. */
  public boolean isOutsideDescriptors() {
    return place == Place.EXTERNAL_OVERRIDE || place == Place.COMMAND_LINE;
  }

  /** Whether this takes precedence over {@code other}. */
  public boolean isFurtherOutThan(ParameterOrigin other) {
    int order = place.compareTo(other.place);
    return order > 0 || (order == 0 && depth < other.depth);
  }
}
