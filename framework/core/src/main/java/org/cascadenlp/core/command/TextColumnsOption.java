package org.cascadenlp.core.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cascadenlp.core.error.CascadeException;
import picocli.CommandLine.Option;

/** The option {@code --text}: the columns of the texts, by a shorter name than {@code --read}. */
public final class TextColumnsOption {

  private static final String SETTING = "text";

  @Option(
      names = "--text",
      paramLabel = "[ROLE=]COLUMN",
      description =
          "The column or member with the text; for a pair of texts --text first=COLUMN --text"
              + " second=COLUMN. Short for --read text=COLUMN and --read"
              + " text=first=COLUMN,second=COLUMN.")
  private List<String> columns = new ArrayList<>();

  /** For picocli. */
  public TextColumnsOption() {}

  /**
   * Adds the setting {@code text} to {@code settings}.
   *
   * @throws CascadeException if it is set already
   */
  public void addTo(Map<String, String> settings) {
    if (columns.isEmpty()) {
      return;
    }
    String all = String.join(",", columns);
    if (settings.putIfAbsent(SETTING, all) != null) {
      throw CascadeException.of(
          "--text " + all, "--read text is given too", "use one of the two options");
    }
  }
}
