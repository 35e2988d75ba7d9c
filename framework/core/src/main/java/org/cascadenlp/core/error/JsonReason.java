package org.cascadenlp.core.error;

/** Why a text is not well-formed JSON, for a user: without the parser's advice to programmers. */
public final class JsonReason {

  private static final String ADVICE =
      "Use JsonReader.setStrictness(Strictness.LENIENT) to accept malformed JSON";

  private JsonReason() {}

  /** One line with the cause and, if the parser states them, line, column and path. */
  public static String of(Exception error) {
    Throwable root = error;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    String message = String.valueOf(root.getMessage()).lines().findFirst().orElse("");
    String reason = message.replace(ADVICE, "malformed JSON");
    return reason.isBlank() ? root.getClass().getSimpleName() : reason;
  }

  /** As {@link #of(Exception)}, for a text of one line, whose number is stated elsewhere. */
  public static String inOneLine(Exception error) {
    return of(error).replace(" at line 1 column ", " at column ");
  }
}
