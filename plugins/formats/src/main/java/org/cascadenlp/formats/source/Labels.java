package org.cascadenlp.formats.source;

import java.util.Map;

/** The renaming of a corpus's labels; labels renamed to O are dropped. */
public record Labels(Map<String, String> renamed) {

  private static final String DROPPED = "O";

  /** Reads the setting {@code map}. */
  public static Labels of(CorpusSettings settings) {
    return new Labels(settings.map("map"));
  }

  /** The label to use for {@code label}; empty if it is dropped. */
  public String of(String label) {
    String to = renamed.getOrDefault(label, "");
    if (to.isEmpty()) {
      return label;
    }
    return to.equals(DROPPED) ? "" : to;
  }
}
