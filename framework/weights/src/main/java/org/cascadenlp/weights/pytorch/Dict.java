package org.cascadenlp.weights.pytorch;

import java.util.LinkedHashMap;
import java.util.Map;

/** Python's dict or OrderedDict; its keys are strings, numbers and truth values. */
final class Dict {

  private final Map<Object, Object> entries = new LinkedHashMap<>();

  /** The entries in the order in which they were put. */
  Map<Object, Object> entries() {
    return entries;
  }
}
