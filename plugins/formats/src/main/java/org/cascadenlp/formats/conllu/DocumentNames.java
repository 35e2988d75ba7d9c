package org.cascadenlp.formats.conllu;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Unique names for the documents of one file. Those that are file name and number are not kept, as
 * there may be many.
 */
final class DocumentNames {

  private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,8}");

  private final String prefix;
  private final Map<String, Integer> given = new HashMap<>();
  private int number;

  /** Names documents without id after {@code file}. */
  DocumentNames(String file) {
    this.prefix = file + "-";
  }

  /**
   * {@code id}, with a number appended from its second use on; without an id, file name and number.
   */
  String next(String id) {
    number++;
    String wanted = id.isEmpty() ? prefix + number : id;
    String name = wanted;
    while (isGiven(name)) {
      name = wanted + "-" + given.merge(wanted, 1, Integer::sum);
    }
    if (!id.isEmpty() || !name.equals(wanted)) {
      given.put(name, 1);
    }
    return name;
  }

  private boolean isGiven(String name) {
    return given.containsKey(name)
        || (isNumber(name) && Integer.parseInt(name.substring(prefix.length())) < number);
  }

  private boolean isNumber(String name) {
    return name.startsWith(prefix) && NUMBER.matcher(name.substring(prefix.length())).matches();
  }
}
