package org.cascadenlp.core.process;

import java.io.Console;

/** Detects whether this process has a terminal. */
public final class Terminal {

  private Terminal() {}

  /**
   * Whether this process has a terminal, as far as Java can determine, on which a line can be
   * overwritten. A terminal with {@code TERM=dumb} cannot do that.
   */
  @SuppressWarnings("SystemConsoleNull") // isTerminal is called as well
  public static boolean isWatched() {
    Console console = System.console();
    return console != null && isTerminal(console) && !"dumb".equals(System.getenv("TERM"));
  }

  /** From Java 22 on a console always exists and has a method {@code isTerminal}. */
  private static boolean isTerminal(Console console) {
    try {
      return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }
}
