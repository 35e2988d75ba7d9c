package org.cascadenlp.core.command;

import picocli.CommandLine.Option;

/** {@code --language}: what parts are told that ask for the language of a text. */
public final class LanguageOption {

  private static final String UNSPECIFIED = "x-unspecified"; // UIMA's own word for it

  @Option(
      names = "--language",
      defaultValue = UNSPECIFIED,
      paramLabel = "CODE",
      description =
          "The language of the texts, for parts that ask for it (default: ${DEFAULT-VALUE}).")
  private String code = UNSPECIFIED;

  /** For picocli. */
  public LanguageOption() {}

  /** Its code, such as {@code en}. */
  public String code() {
    return code;
  }
}
