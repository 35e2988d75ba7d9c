package org.cascadenlp.formats.examples;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.formats.source.CorpusSettings;
import org.cascadenlp.formats.source.LabelPattern;
import org.cascadenlp.formats.source.Labels;
import org.cascadenlp.formats.source.Shortened;

/**
 * Reads the classes of an example.
 *
 * @param pattern extracts a label
 * @param separator separates several labels of one example; empty if each has one label
 */
record ExampleLabels(LabelPattern pattern, String separator, Labels labels) {

  /** Reads the settings {@code labelPattern}, {@code labelSeparator} and {@code map}. */
  static ExampleLabels of(CorpusSettings settings) {
    return new ExampleLabels(
        LabelPattern.of(settings, "labelPattern"),
        settings.text("labelSeparator", ""),
        Labels.of(settings));
  }

  /** Whether an example may have several labels, or none. */
  boolean several() {
    return !separator.isEmpty();
  }

  /**
   * The labels in {@code written}, without those that are dropped.
   *
   * @param place file and line, for errors
   */
  List<String> of(String place, String written) {
    if (!several()) {
      return List.copyOf(add(new LinkedHashSet<>(), place, written));
    }
    Set<String> found = new LinkedHashSet<>();
    for (String one : written.split(Pattern.quote(separator), -1)) {
      if (!one.isBlank()) {
        add(found, place, one);
      }
    }
    return List.copyOf(found);
  }

  private Set<String> add(Set<String> found, String place, String written) {
    if (written.isBlank()) {
      throw CascadeException.of(place, "the label is missing", "give every text a label");
    }
    String label = pattern.in(written);
    if (label.isEmpty()) {
      throw CascadeException.of(
          place,
          "setting labelPattern = '"
              + pattern.pattern()
              + "' finds no label in '"
              + Shortened.of(written)
              + "'",
          "correct the line or the setting");
    }
    String renamed = labels.of(label);
    if (!renamed.isEmpty()) {
      found.add(renamed);
    }
    return found;
  }
}
