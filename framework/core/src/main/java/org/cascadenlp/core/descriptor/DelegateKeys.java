package org.cascadenlp.core.descriptor;

import java.util.HashSet;
import java.util.Set;
import org.cascadenlp.core.descriptor.DescriptorFile.BadFile;

/**
 * The delegate keys of an aggregate. If two delegates have the same key, UIMA drops the first
 * without an error.
 */
final class DelegateKeys {

  private DelegateKeys() {}

  /**
   * Checks that the delegates of each aggregate in {@code file} have distinct keys.
   *
   * @throws BadFile with the first delegate whose key is taken
   */
  static void check(DescriptorFile file) throws BadFile {
    for (XmlElement delegates : file.root().descendants("delegateAnalysisEngineSpecifiers")) {
      Set<String> keys = new HashSet<>();
      for (XmlElement delegate : delegates.children("delegateAnalysisEngine")) {
        if (!keys.add(of(delegate))) {
          throw new BadFile(taken(file, delegate));
        }
      }
    }
  }

  /** The key of {@code delegate}. */
  static String of(XmlElement delegate) {
    return String.valueOf(delegate.attribute("key"));
  }

  /** The problem that an earlier delegate has the key of {@code delegate}. */
  static Problem taken(DescriptorFile file, XmlElement delegate) {
    return new Problem(
        file.place(delegate),
        "a second part has the key '" + of(delegate) + "'",
        "give each part of the aggregate a different key, and name it in the flow");
  }
}
