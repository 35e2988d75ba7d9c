package org.cascadenlp.weights.pytorch;

import java.util.LinkedHashMap;
import java.util.Map;

/** Python's dict or OrderedDict; its keys are strings, numbers, booleans and {@code None}. */
final class Dict {

  private final Map<Object, Object> entries = new LinkedHashMap<>();

  /** The entries in insertion order. */
  Map<Object, Object> entries() {
    return entries;
  }
}
