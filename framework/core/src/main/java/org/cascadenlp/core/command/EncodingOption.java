package org.cascadenlp.core.command;

import java.nio.charset.Charset;
import org.cascadenlp.core.error.CascadeException;
import picocli.CommandLine.Option;

/** {@code --encoding}: the encoding of plain texts. */
public final class EncodingOption {

  private static final String UTF_8 = "UTF-8";

  @Option(
      names = "--encoding",
      defaultValue = UTF_8,
      paramLabel = "NAME",
      description = "Encoding of a text without byte order mark (default: ${DEFAULT-VALUE}).")
  private String name = UTF_8;

  /** For picocli. */
  public EncodingOption() {}

  /** The encoding as the user named it. */
  public String name() {
    return name;
  }

  /**
   * The encoding.
   *
   * @throws CascadeException if Java has no encoding of this name
   */
  public Charset charset() {
    try {
      return Charset.forName(name);
    } catch (IllegalArgumentException e) {
      throw CascadeException.of(
          "--encoding " + name,
          "there is no such encoding",
          "name one such as UTF-8, windows-1252, ISO-8859-1 or GB18030",
          e);
    }
  }
}
