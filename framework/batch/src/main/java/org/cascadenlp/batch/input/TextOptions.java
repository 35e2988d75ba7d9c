package org.cascadenlp.batch.input;

import java.nio.charset.Charset;
import org.cascadenlp.core.command.EncodingOption;
import org.cascadenlp.core.command.LanguageOption;
import org.cascadenlp.core.error.CascadeException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of {@code run} and {@code encode} for reading plain text. */
public final class TextOptions {

  @Mixin private EncodingOption encoding = new EncodingOption();

  @Option(
      names = "--as",
      defaultValue = "auto",
      description =
          "How a file is read: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}). auto refuses"
              + " files that are not plain text, such as PDF, HTML, XML and JSON; text reads any"
              + " file.")
  private ReadAs as = ReadAs.AUTO;

  @Mixin private LanguageOption language = new LanguageOption();

  @Option(
      names = "--max-chars",
      defaultValue = "5000000",
      paramLabel = "N",
      description = "A text with more UTF-16 units is refused (default: ${DEFAULT-VALUE}).")
  private int maxChars;

  /** For picocli. */
  public TextOptions() {}

  /** The encoding as the user named it. */
  public String encoding() {
    return encoding.name();
  }

  /**
   * The encoding of texts without byte order mark.
   *
   * @throws CascadeException if there is no encoding of this name
   */
  public Charset charset() {
    return encoding.charset();
  }

  /** Whether files that are not plain text are refused. */
  public ReadAs as() {
    return as;
  }

  /** The code of the language. */
  public String language() {
    return language.code();
  }

  /** The maximum length of a text in UTF-16 units. */
  public int maxChars() {
    return maxChars;
  }
}
