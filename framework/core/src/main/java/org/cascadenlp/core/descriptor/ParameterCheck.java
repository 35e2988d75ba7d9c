package org.cascadenlp.core.descriptor;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/**
 * Finds parameters that are unknown, have a value of the wrong type, or are mandatory and not set.
 */
final class ParameterCheck {

  private final OutsideSettings outside;
  private final List<Problem> problems;

  ParameterCheck(OutsideSettings outside, List<Problem> problems) {
    this.outside = outside;
    this.problems = problems;
  }

  void examine(Part part) {
    if (part.isOpaque()) {
      return;
    }
    Map<String, Declared> declared = Declared.of(part);
    if (!Declared.groups(part)) {
      for (XmlElement pair : Declared.settings(part)) {
        Declared parameter = declared.get(pair.text("name"));
        if (parameter == null) {
          problems.add(
              new Problem(
                  part.place(pair),
                  part.name() + " has no parameter '" + pair.text("name") + "'",
                  "it has " + new TreeSet<>(declared.keySet())));
        } else {
          examineValue(part, parameter, pair);
        }
      }
    }
    for (Declared parameter : declared.values()) {
      if (!part.isPrimitive() && parameter.overrides().isEmpty()) {
        problems.add(
            new Problem(
                part.place(parameter.element()),
                "parameter '" + parameter.name() + "' of " + part.name() + " overrides nothing",
                "a parameter of an aggregate must set one of its parts' parameters: add"
                    + " <overrides><parameter>ROLE/PARAMETER</parameter></overrides>"));
      }
      parameter.overrides().forEach(target -> examineOverride(part, parameter, target));
      if (parameter.isMandatory() && !isSet(part, parameter)) {
        problems.add(
            new Problem(
                part.place(parameter.element()),
                "the mandatory parameter '" + parameter.name() + "' has no value",
                unset(part, parameter.name())));
      }
    }
    part.parts().values().forEach(this::examine);
  }

  /** The remedy for a mandatory parameter without a value. Descriptors in jars cannot be edited. */
  private static String unset(Part part, String name) {
    String outside = "with --set " + key(part, name) + "=VALUE";
    if (!part.file().isPacked()) {
      return "set it here, or " + outside;
    }
    return "set it "
        + outside
        + (part.role().isEmpty() || !part.path().equals(part.role())
            ? ""
            : ", or in your pipeline by a parameter with <overrides><parameter>"
                + part.path()
                + "/"
                + name
                + "</parameter></overrides>");
  }

  private void examineValue(Part part, Declared parameter, XmlElement pair) {
    XmlElement value = pair.child("value");
    XmlElement content =
        value == null || value.children().isEmpty() ? null : value.children().get(0);
    if (content == null) {
      problems.add(
          new Problem(
              part.place(pair),
              "parameter '" + parameter.name() + "' is set to nothing",
              "write <value>" + example(parameter) + "</value>"));
      return;
    }
    boolean list = content.name().equals("array");
    String type = parameter.type().toLowerCase(Locale.ROOT);
    List<XmlElement> items = list ? content.children() : List.of(content);
    boolean fits = list == parameter.isList();
    for (XmlElement item : items) {
      fits &= item.name().equals(type) && parses(type, item.text());
    }
    if (!fits) {
      problems.add(
          new Problem(
              part.place(content),
              "parameter '"
                  + parameter.name()
                  + "' of "
                  + part.name()
                  + (parameter.isList() ? " is a list of type " : " is of type ")
                  + parameter.type()
                  + " and cannot be <"
                  + content.name()
                  + ">"
                  + content.text(),
              "write <value>" + example(parameter) + "</value>"));
    }
  }

  private void examineOverride(Part part, Declared parameter, XmlElement target) {
    String path = target.text();
    int slash = path.indexOf('/');
    Part delegate = slash < 0 ? null : part.parts().get(path.substring(0, slash));
    if (delegate == null) {
      problems.add(
          new Problem(
              part.place(target),
              "parameter '"
                  + parameter.name()
                  + "' overrides "
                  + path
                  + ", but there is no such part",
              "write ROLE/PARAMETER; the parts here are " + part.roles()));
    } else if (!delegate.isOpaque()
        && !Declared.groups(delegate)
        && !Declared.of(delegate).containsKey(path.substring(slash + 1))) {
      problems.add(
          new Problem(
              part.place(target),
              "parameter '"
                  + parameter.name()
                  + "' overrides "
                  + path
                  + ", but "
                  + delegate.name()
                  + " has no such parameter",
              "it has " + new TreeSet<>(Declared.of(delegate).keySet())));
    }
  }

  /**
   * Whether the parameter has a value: here, from the command line, or from an enclosing aggregate.
   */
  private boolean isSet(Part part, Declared parameter) {
    if (parameter.value() != null
        || outside.parameters().contains(key(part, parameter.name()))
        || outside.mayOverride(parameter.externalName())) {
      return true;
    }
    Part whole = part.whole();
    if (whole == null) {
      return false;
    }
    String path = part.role() + "/" + parameter.name();
    for (Declared outer : Declared.of(whole).values()) {
      if (outer.overrides().stream().anyMatch(target -> target.text().equals(path))
          && isSet(whole, outer)) {
        return true;
      }
    }
    return false;
  }

  private static String key(Part part, String name) {
    return part.path().isEmpty() ? name : part.path() + "." + name;
  }

  private static boolean parses(String type, String text) {
    try {
      switch (type) {
        case "integer" -> Integer.parseInt(text);
        case "long" -> Long.parseLong(text);
        case "float" -> Float.parseFloat(text);
        case "double" -> Double.parseDouble(text);
        case "boolean" -> {
          return text.equals("true") || text.equals("false");
        }
        default -> {}
      }
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static String example(Declared parameter) {
    String type = parameter.type().toLowerCase(Locale.ROOT);
    String value =
        switch (type) {
          case "integer", "long" -> "1";
          case "float", "double" -> "0.5";
          case "boolean" -> "true";
          default -> "text";
        };
    String one = "<" + type + ">" + value + "</" + type + ">";
    return parameter.isList() ? "<array>" + one + "</array>" : one;
  }
}
