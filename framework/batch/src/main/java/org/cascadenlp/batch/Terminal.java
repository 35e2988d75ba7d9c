package org.cascadenlp.batch;

import java.io.Console;
import java.lang.reflect.InvocationTargetException;

/** Whether somebody watches this process, as far as Java can tell. */
final class Terminal {

  private Terminal() {}

  @SuppressWarnings("SystemConsoleNull") // isTerminal is asked below
  static Progress.Kind kind() {
    Console console = System.console();
    boolean watched =
        console != null && isTerminal(console) && !"dumb".equals(System.getenv("TERM"));
    return watched ? Progress.Kind.TERMINAL : Progress.Kind.LOG;
  }

  /** From Java 22 on there is always a console, and it knows whether it is a terminal. */
  private static boolean isTerminal(Console console) {
    try {
      return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
    } catch (NoSuchMethodException e) {
      return true;
    } catch (IllegalAccessException | InvocationTargetException e) {
      return false;
    }
  }
}
