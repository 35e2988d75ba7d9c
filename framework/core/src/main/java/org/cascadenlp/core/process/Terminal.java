package org.cascadenlp.core.process;

import java.io.Console;

/** The terminal of this process, if there is one. */
public final class Terminal {

  private Terminal() {}

  /**
   * Whether somebody watches, as far as Java can tell: a line may then be written anew. A terminal
   * that calls itself dumb cannot do that.
   */
  @SuppressWarnings("SystemConsoleNull") // isTerminal is asked too
  public static boolean isWatched() {
    Console console = System.console();
    return console != null && isTerminal(console) && !"dumb".equals(System.getenv("TERM"));
  }

  /** From Java 22 on there is always a console, and it knows whether it is a terminal. */
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
