package org.cascadenlp.formats.source;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cascadenlp.core.command.Catalogue;
import org.cascadenlp.core.error.CascadeException;

/** The settings of one corpus format; every error names the format, the setting and its value. */
public final class CorpusSettings {

  // what several formats say of their settings
  public static final String ENCODING =
      "a character set; else what a byte order mark says, or UTF-8";
  public static final String LABEL_PATTERN =
      "a regular expression with one group that the label must match; the group is the class:"
          + " ([^:]+):.* takes NUM of NUM:dist";
  public static final String CLASSES =
      "classes to rename, 4=3, or to drop, 2=O; a text whose one class is dropped is left out";
  public static final String UNIT = "whether a text is a document or a sentence of one";
  public static final String SENTENCES_PER_DOCUMENT =
      "how many sentences a document has where unit is sentence";
  public static final String TOKENS =
      "space: tokens are what white space separates, and a text is a sentence; none: the pipeline"
          + " makes them";
  public static final String TEXTS =
      "a range of the texts, those left out not counted: 1-1000 or 1001-";

  private final String format;
  private final Map<String, String> values;

  /** Refuses a setting that {@code described}, the class of the format, does not describe. */
  public CorpusSettings(String format, Map<String, String> values, Class<?> described) {
    this.format = format;
    this.values = values;
    List<String> known =
        Catalogue.settings(described).stream().map(Catalogue.Parameter::name).toList();
    for (Map.Entry<String, String> setting : values.entrySet()) {
      if (!known.contains(setting.getKey())) {
        throw bad(
            setting.getKey(),
            "it has no such setting; those of this format are " + String.join(", ", known));
      }
    }
  }

  /** The setting {@code name}, or {@code otherwise} where it is not given. */
  public String text(String name, String otherwise) {
    return values.getOrDefault(name, otherwise);
  }

  public boolean has(String name) {
    return values.containsKey(name);
  }

  /** Words with commas between them, or {@code otherwise} where the setting is not given. */
  public List<String> list(String name, String otherwise) {
    List<String> words =
        Arrays.stream(text(name, otherwise).split(",", -1)).map(String::strip).toList();
    if (words.contains("")) {
      throw bad(name, "use one name, or several with a comma between two");
    }
    return words;
  }

  /** One of two words; {@code otherwise}, the first, where it is not given. */
  public String choice(String name, String otherwise, String another) {
    String value = values.getOrDefault(name, otherwise);
    if (!value.equals(otherwise) && !value.equals(another)) {
      throw bad(name, "use " + otherwise + " or " + another);
    }
    return value;
  }

  /** A whole number from 1 on, or {@code otherwise} where it is not given. */
  public int count(String name, int otherwise) {
    return count(name, otherwise, "");
  }

  /** As {@link #count(String, int)}, where an error may recommend something {@code orElse} too. */
  public int count(String name, int otherwise, String orElse) {
    String value = values.get(name);
    if (value == null) {
      return otherwise;
    }
    int number = number(value);
    if (number < 1) {
      throw bad(name, "use a whole number from 1 on" + orElse);
    }
    return number;
  }

  /** {@code A-B}, {@code A-} or {@code -B}, counted from 1, both ends included. */
  public int[] range(String name) {
    String value = values.getOrDefault(name, "-");
    int dash = value.indexOf('-');
    String from = dash < 0 ? "" : value.substring(0, dash);
    String to = dash < 0 ? "" : value.substring(dash + 1);
    int first = from.isEmpty() ? 1 : number(from);
    int last = to.isEmpty() ? Integer.MAX_VALUE : number(to);
    if (dash < 0 || first < 1 || last < first) {
      throw bad(name, "use A-B, A- or -B, counted from 1, for example 1-1000");
    }
    return new int[] {first, last};
  }

  /** {@code FROM=TO,FROM=TO}. */
  public Map<String, String> map(String name) {
    Map<String, String> map = new LinkedHashMap<>();
    String value = values.getOrDefault(name, "");
    for (String pair : value.isEmpty() ? new String[0] : value.split(",", -1)) {
      int equals = pair.indexOf('=');
      String from = equals < 0 ? "" : pair.substring(0, equals).strip();
      String to = pair.substring(equals + 1).strip();
      if (from.isEmpty() || to.isEmpty() || map.put(from, to) != null) {
        throw bad(name, "use FROM=TO,FROM=TO with each label once, for example MISC=O,GPE=LOC");
      }
    }
    return map;
  }

  public CascadeException bad(String name, String remedy) {
    return CascadeException.of(
        "corpus format " + format,
        "setting " + name + " = '" + values.getOrDefault(name, "") + "'",
        remedy);
  }

  private static int number(String value) {
    try {
      return Integer.parseInt(value.strip());
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
