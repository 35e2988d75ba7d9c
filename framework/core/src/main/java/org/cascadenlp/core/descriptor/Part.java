package org.cascadenlp.core.descriptor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline or a part of one: a descriptor, and its delegates by role.
 *
 * <p>A part is opaque if its descriptor is of another kind (a PEAR, a remote service) or could not
 * be read: its parameters and types are unknown.
 */
final class Part {

  private final String role;
  private final @Nullable Part whole;
  private final DescriptorFile file;
  private final XmlElement element;
  private final boolean opaque;
  private final Map<String, Part> parts = new LinkedHashMap<>();

  Part(String role, @Nullable Part whole, DescriptorFile file, XmlElement element, boolean opaque) {
    this.role = role;
    this.whole = whole;
    this.file = file;
    this.element = element;
    this.opaque = opaque;
  }

  /** Its roles, outermost first, joined by slashes; empty for the pipeline itself. */
  String path() {
    String outer = whole == null ? "" : whole.path();
    return outer.isEmpty() ? role : outer + "/" + role;
  }

  /** Its role in the enclosing aggregate. */
  String role() {
    return role;
  }

  @Nullable Part whole() {
    return whole;
  }

  DescriptorFile file() {
    return file;
  }

  XmlElement element() {
    return element;
  }

  boolean isOpaque() {
    return opaque;
  }

  boolean isPrimitive() {
    return !opaque && "true".equals(element.text("primitive"));
  }

  /** Its parts by role. */
  Map<String, Part> parts() {
    return parts;
  }

  /** The roles of its parts, sorted. */
  Set<String> roles() {
    return new TreeSet<>(parts.keySet());
  }

  /** Its name in the descriptor. */
  String name() {
    XmlElement name = element.find("analysisEngineMetaData", "name");
    return name == null ? element.name() : name.text();
  }

  /**
   * The nodes of its fixed flow, in order; empty if it is primitive or has a custom flow
   * controller.
   */
  List<XmlElement> flow() {
    XmlElement constraints = element.find("analysisEngineMetaData", "flowConstraints");
    return constraints == null ? List.of() : constraints.descendants("node");
  }

  /** Its delegates in the order of the fixed flow; all of them if it has no fixed flow. */
  List<Part> steps() {
    if (flow().isEmpty()) {
      return List.copyOf(parts.values());
    }
    return flow().stream().map(node -> parts.get(node.text())).filter(p -> p != null).toList();
  }

  /** File and line in the pipeline's flow of this part, or of the aggregate that contains it. */
  String placeInFlow() {
    Part at = this;
    Part outer = whole;
    while (outer != null && outer.whole != null) {
      at = outer;
      outer = outer.whole;
    }
    if (outer == null) {
      return place(element);
    }
    for (XmlElement node : outer.flow()) {
      if (node.text().equals(at.role)) {
        return outer.place(node);
      }
    }
    return outer.place(outer.element);
  }

  /** File and line of {@code inner}. */
  String place(XmlElement inner) {
    return file.place(inner);
  }
}
