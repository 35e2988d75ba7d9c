package org.cascadenlp.core.descriptor;

import java.nio.file.Path;
import java.util.ArrayList;
import org.apache.uima.resource.ResourceManager;

/** Finds the place in a pipeline's descriptors that sets a parameter of one of its parts. */
public final class SettingPlace {

  private final OutsideSettings outside;

  private SettingPlace(OutsideSettings outside) {
    this.outside = outside;
  }

  /**
   * File and line of the effective value; empty if none is found, or if it is in a jar, which users
   * do not edit.
   *
   * @param resources resolves imports by name
   * @param outside what is set outside of the descriptors
   * @param role the part's roles, joined by slashes; empty for a pipeline of one part
   */
  public static String of(
      Path descriptor,
      ResourceManager resources,
      OutsideSettings outside,
      String role,
      String parameter) {
    Part part = new PartReader(descriptor, resources, outside.parts(), new ArrayList<>()).read();
    for (String step : role.isEmpty() ? new String[0] : role.split("/")) {
      part = part == null ? null : part.parts().get(step);
    }
    return part == null || part.isOpaque() ? "" : new SettingPlace(outside).of(part, parameter, "");
  }

  /**
   * The place of the value in {@code part}, or of the enclosing aggregate's parameter that
   * overrides it.
   *
   * @param inner the place of the overridden value in the inner part; empty if it sets none
   */
  private String of(Part part, String name, String inner) {
    if (outside.parameters().contains(part.path().isEmpty() ? name : part.path() + "." + name)) {
      return "";
    }
    Declared declared = Declared.of(part).get(name);
    if (declared != null && outside.mayOverride(declared.externalName())) {
      return ""; // the files of external overrides are not read here
    }
    XmlElement value = declared == null ? null : declared.value();
    String place = value == null || part.file().isPacked() ? inner : part.place(value);
    Part whole = part.whole();
    if (whole == null) {
      return place;
    }
    String target = part.role() + "/" + name;
    return Declared.of(whole).values().stream()
        .filter(outer -> outer.overrides().stream().anyMatch(o -> o.text().equals(target)))
        .findFirst()
        .map(outer -> of(whole, outer.name(), place))
        .orElse(place);
  }
}
