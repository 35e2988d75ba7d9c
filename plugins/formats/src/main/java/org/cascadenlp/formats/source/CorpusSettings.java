package org.cascadenlp.formats.source;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cascadenlp.core.command.Catalogue;
import org.cascadenlp.core.error.CascadeException;

/** The settings of one corpus format; errors name the format, the setting and its value. */
public final class CorpusSettings {

  // descriptions of settings that several formats have
  public static final String ENCODING =
      "a character set (default: by the byte order mark, or UTF-8)";
  public static final String LABEL_PATTERN =
      "a regular expression with one group that the label must match; the group is the class:"
          + " ([^:]+):.* takes NUM of NUM:dist";
  public static final String LABEL_SEPARATOR =
      "the separator of several labels of a text (default: one label per text)";
  public static final String CLASSES =
      "classes to rename, 4=3, or to drop, 2=O; a text whose only class is dropped is left out";
  public static final String UNIT = "whether a text is a document or a sentence of one";
  public static final String SENTENCES_PER_DOCUMENT =
      "the number of sentences in a document if unit is sentence";
  public static final String TOKENS =
      "space: white space separates tokens, and a text is a sentence; none: the pipeline"
          + " tokenizes";
  public static final String TEXTS =
      "a range of the texts, those left out not counted: 1-1000 or 1001-";

  private final String format;
  private final Map<String, String> values;

  /**
   * The settings {@code values}.
   *
   * @param described the class of the format, whose description lists the settings
   * @throws CascadeException if a setting is not described
   */
  public CorpusSettings(String format, Map<String, String> values, Class<?> described) {
    this.format = format;
    this.values = values;
    List<String> known =
        Catalogue.settings(described).stream().map(Catalogue.Parameter::name).toList();
    for (Map.Entry<String, String> setting : values.entrySet()) {
      if (!known.contains(setting.getKey())) {
        throw bad(
            setting.getKey(),
            "there is no such setting; the settings of this format are "
                + String.join(", ", known));
      }
    }
  }

  /** The setting {@code name}, or {@code otherwise} if absent. */
  public String text(String name, String otherwise) {
    return values.getOrDefault(name, otherwise);
  }

  public boolean has(String name) {
    return values.containsKey(name);
  }

  /** Words separated by commas, or {@code otherwise} if the setting is absent. */
  public List<String> list(String name, String otherwise) {
    List<String> words =
        Arrays.stream(text(name, otherwise).split(",", -1)).map(String::strip).toList();
    if (words.contains("")) {
      throw bad(name, "use one name, or several separated by commas");
    }
    return words;
  }

  /** One of two words; {@code otherwise} if the setting is absent. */
  public String choice(String name, String otherwise, String another) {
    String value = values.getOrDefault(name, otherwise);
    if (!value.equals(otherwise) && !value.equals(another)) {
      throw bad(name, "use " + otherwise + " or " + another);
    }
    return value;
  }

  /** An integer of at least 1, or {@code otherwise} if the setting is absent. */
  public int count(String name, int otherwise) {
    return count(name, otherwise, "");
  }

  /** As {@link #count(String, int)}, with {@code orElse} appended to the remedy of an error. */
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

  /**
   * A range {@code A-B}, {@code A-} or {@code -B}, counted from 1: first and last, both inclusive.
   */
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

  /** A map {@code FROM=TO,FROM=TO}. */
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
