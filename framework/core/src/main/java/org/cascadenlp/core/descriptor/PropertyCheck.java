package org.cascadenlp.core.descriptor;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds aggregates whose operational properties contradict those of a delegate, for which UIMA does
 * not create an engine.
 */
final class PropertyCheck {

  private static final String MANY = "multipleDeploymentAllowed";
  private static final String CHANGES = "modifiesCas";

  private final List<Problem> problems;

  PropertyCheck(List<Problem> problems) {
    this.problems = problems;
  }

  void examine(Part whole) {
    for (Part part : whole.parts().values()) {
      if (part.isOpaque()) {
        continue;
      }
      if (is(whole, MANY) && !is(part, MANY)) {
        problems.add(problem(whole, MANY, "allows several engines side by side", part, "only one"));
      }
      if (!is(whole, CHANGES) && is(part, CHANGES)) {
        problems.add(problem(whole, CHANGES, "leaves documents as they are", part, "does not"));
      }
      examine(part);
    }
  }

  private static Problem problem(
      Part whole, String property, String wide, Part part, String narrow) {
    XmlElement properties = properties(whole);
    XmlElement place = properties == null ? null : properties.child(property);
    boolean value = is(part, property);
    return new Problem(
        whole.place(place == null ? whole.element() : place),
        whole.name()
            + " "
            + wide
            + ", but its part "
            + part.path()
            + " ("
            + part.name()
            + ") "
            + narrow,
        properties == null
            ? "add <operationalProperties><modifiesCas>true</modifiesCas>"
                + "<multipleDeploymentAllowed>%s</multipleDeploymentAllowed>".formatted(value)
                + "<outputsNewCASes>false</outputsNewCASes></operationalProperties> at the end of"
                + " its <analysisEngineMetaData>"
            : "write <%1$s>%2$s</%1$s> into its <operationalProperties>"
                .formatted(property, value));
  }

  /** As UIMA reads them: true if nothing is declared, false if others are. */
  private static boolean is(Part part, String property) {
    XmlElement properties = properties(part);
    return properties == null || properties.text(property).equals("true");
  }

  private static @Nullable XmlElement properties(Part part) {
    return part.element().find("analysisEngineMetaData", "operationalProperties");
  }
}
