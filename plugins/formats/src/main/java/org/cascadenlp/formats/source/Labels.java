package org.cascadenlp.formats.source;

import java.util.Map;

/** The labels of a corpus as its reader was asked to rename them; those named O are left out. */
public record Labels(Map<String, String> renamed) {

  private static final String DROPPED = "O";

  /** The labels by the setting {@code map}. */
  public static Labels of(CorpusSettings settings) {
    return new Labels(settings.map("map"));
  }

  /** The label to use for {@code label}, empty where it is left out. */
  public String of(String label) {
    String to = renamed.getOrDefault(label, "");
    if (to.isEmpty()) {
      return label;
    }
    return to.equals(DROPPED) ? "" : to;
  }
}
