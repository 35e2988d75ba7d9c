package org.cascadenlp.core.descriptor;

import java.util.HashSet;
import java.util.Set;
import org.cascadenlp.core.descriptor.DescriptorFile.BadFile;

/** The keys of the parts of an aggregate; of two parts with one key UIMA drops the first. */
final class DelegateKeys {

  private DelegateKeys() {}

  /**
   * Passes if the parts of each aggregate in {@code file} have different keys.
   *
   * @throws BadFile with the first part whose key another has
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

  /** That a part before {@code delegate} has its key. */
  static Problem taken(DescriptorFile file, XmlElement delegate) {
    return new Problem(
        file.place(delegate),
        "a second part has the key '" + of(delegate) + "'",
        "give each part of the aggregate a key of its own, and name it in the flow");
  }
}
