package org.cascadenlp.formats.conllu;

import java.util.HashMap;
import java.util.Map;

/** Names for the documents of one file, each given once. */
final class DocumentNames {

  private final String file;
  private final Map<String, Integer> given = new HashMap<>();
  private int number;

  /** Names after {@code file} where a document has no name of its own. */
  DocumentNames(String file) {
    this.file = file;
  }

  /** {@code id}, with a number from its second use on; without an id the file and a number. */
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
