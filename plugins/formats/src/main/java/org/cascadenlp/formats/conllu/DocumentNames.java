package org.cascadenlp.formats.conllu;

import java.util.HashMap;
import java.util.Map;

/** Unique names for the documents of one file. */
final class DocumentNames {

  private final String file;
  private final Map<String, Integer> given = new HashMap<>();
  private int number;

  /** Names documents without id after {@code file}. */
  DocumentNames(String file) {
    this.file = file;
  }

  /**
   * {@code id}, with a number appended from its second use on; without an id, file name and number.
   */
  String next(String id) {
    number++;
    String wanted = id.isEmpty() ? file + "-" + number : id;
    String name = wanted;
    while (given.containsKey(name)) {
      name = wanted + "-" + given.merge(wanted, 1, Integer::sum);
    }
    given.put(name, 1);
    return name;
  }
}
