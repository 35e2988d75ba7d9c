package org.cascadenlp.core.descriptor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An element of a descriptor, with its line number. */
final class XmlElement {

  private final String name;
  private final int line;
  private final Map<String, String> attributes;
  private final List<XmlElement> children = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();

  XmlElement(String name, int line, Map<String, String> attributes) {
    this.name = name;
    this.line = line;
    this.attributes = attributes;
  }

  String name() {
    return name;
  }

  int line() {
    return line;
  }

  @Nullable String attribute(String key) {
    return attributes.get(key);
  }

  List<XmlElement> children() {
    return children;
  }

  /** The children called {@code wanted}. */
  List<XmlElement> children(String wanted) {
    return children.stream().filter(child -> child.name.equals(wanted)).toList();
  }

  /** The first child called {@code wanted}, or null. */
  @Nullable XmlElement child(String wanted) {
    List<XmlElement> found = children(wanted);
    return found.isEmpty() ? null : found.get(0);
  }

  /** The element at the end of {@code path}, or null. */
  @Nullable XmlElement find(String... path) {
    XmlElement at = this;
    for (String step : path) {
      at = at == null ? null : at.child(step);
    }
    return at;
  }

  /** The descendants called {@code wanted}, at any depth. */
  List<XmlElement> descendants(String wanted) {
    List<XmlElement> found = new ArrayList<>();
    for (XmlElement child : children) {
      if (child.name.equals(wanted)) {
        found.add(child);
      }
      found.addAll(child.descendants(wanted));
    }
    return found;
  }

  /** The text of the first child called {@code wanted}, empty if absent. */
  String text(String wanted) {
    XmlElement found = child(wanted);
    return found == null ? "" : found.text();
  }

  String text() {
    return text.toString().strip();
  }

  void append(String more) {
    text.append(more);
  }
}
