package org.cascadenlp.core.descriptor;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The types defined by a descriptor and its imports, each with its supertype. */
final class Types {

  private final Map<String, String> supertypes = new HashMap<>();
  private final Set<String> read = new HashSet<>();
  private final PartReader reader;
  private boolean incomplete;

  Types(PartReader reader) {
    this.reader = reader;
  }

  /** Adds the types of {@code part} and its parts. */
  void add(Part part) {
    if (!part.isOpaque()) {
      // imports of delegates are not type systems; the part reader has followed them
      for (XmlElement child : part.element().children()) {
        if (!child.name().equals("delegateAnalysisEngineSpecifiers")) {
          add(part.file(), child);
        }
      }
      part.parts().values().forEach(this::add);
    }
  }

  private void add(DescriptorFile file, XmlElement element) {
    for (XmlElement type : element.descendants("typeDescription")) {
      supertypes.put(type.text("name"), type.text("supertypeName"));
    }
    for (XmlElement imported : element.descendants("import")) {
      String key = imported.attribute("name") + " " + imported.attribute("location");
      boolean isNew =
          read.add(imported.attribute("name") != null ? key : file.place(imported) + key);
      DescriptorFile target = isNew ? reader.imported(file, imported) : null;
      incomplete |= isNew && target == null;
      if (target != null && read.add(target.url().toString())) {
        add(target, target.root());
      }
    }
  }

  /**
   * Whether {@code type} is defined here or built into UIMA; always true if an import is missing.
   */
  boolean mayContain(String type) {
    return incomplete || isBuiltIn(type) || supertypes.containsKey(type);
  }

  static boolean isBuiltIn(String type) {
    return type.startsWith("uima.cas.") || type.startsWith("uima.tcas.");
  }

  /** Whether {@code type} is {@code wanted} or one of its subtypes. */
  boolean isA(String type, String wanted) {
    String at = type;
    for (int depth = 0; at != null && depth < 100; depth++) {
      if (at.equals(wanted)) {
        return true;
      }
      at = supertypes.get(at);
    }
    return false;
  }
}
