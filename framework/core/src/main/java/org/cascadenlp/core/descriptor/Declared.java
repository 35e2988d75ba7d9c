package org.cascadenlp.core.descriptor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A parameter with its declaration and value in a descriptor. Parameters in groups are not read;
 * UIMA checks them.
 *
 * @param element the declaration
 * @param value the name-value pair that sets it, or null
 */
record Declared(String name, XmlElement element, @Nullable XmlElement value) {

  /** The parameters of {@code part} by name. */
  static Map<String, Declared> of(Part part) {
    Map<String, Declared> declared = new LinkedHashMap<>();
    XmlElement declarations =
        part.element().find("analysisEngineMetaData", "configurationParameters");
    if (declarations != null) {
      for (XmlElement element : declarations.children("configurationParameter")) {
        String name = element.text("name");
        XmlElement value = null;
        for (XmlElement pair : settings(part)) {
          value = pair.text("name").equals(name) ? pair : value;
        }
        declared.put(name, new Declared(name, element, value));
      }
    }
    return declared;
  }

  /** The name-value pairs of {@code part}. */
  static List<XmlElement> settings(Part part) {
    XmlElement settings =
        part.element().find("analysisEngineMetaData", "configurationParameterSettings");
    return settings == null ? List.of() : settings.children("nameValuePair");
  }

  /** Whether {@code part} declares parameters in groups. */
  static boolean groups(Part part) {
    XmlElement declarations =
        part.element().find("analysisEngineMetaData", "configurationParameters");
    return declarations != null
        && (declarations.child("configurationGroup") != null
            || declarations.child("commonParameters") != null);
  }

  String type() {
    return element.text("type");
  }

  boolean isList() {
    return element.text("multiValued").equals("true");
  }

  boolean isMandatory() {
    return element.text("mandatory").equals("true");
  }

  /** Its name for external overrides, or null. */
  @Nullable String externalName() {
    XmlElement name = element.child("externalOverrideName");
    return name == null ? null : name.text();
  }

  /** The delegates' parameters that this one overrides: {@code ROLE/PARAMETER}. */
  List<XmlElement> overrides() {
    XmlElement overrides = element.child("overrides");
    return overrides == null ? List.of() : overrides.children("parameter");
  }
}
