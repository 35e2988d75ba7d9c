package org.cascadenlp.core.command;

import picocli.CommandLine.Option;

/** {@code --language}: the language of the texts, for parts that depend on it. */
public final class LanguageOption {

  private static final String UNSPECIFIED = "x-unspecified"; // UIMA's default document language

  @Option(
      names = "--language",
      defaultValue = UNSPECIFIED,
      paramLabel = "CODE",
      description =
          "The language of the texts, for parts that depend on it (default: ${DEFAULT-VALUE}).")
  private String code = UNSPECIFIED;

  /** For picocli. */
  public LanguageOption() {}

  /** The language code, such as {@code en}. */
  public String code() {
    return code;
  }
}
