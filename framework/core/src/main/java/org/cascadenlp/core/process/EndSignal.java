package org.cascadenlp.core.process;

import java.io.IOException;
import java.util.List;

/**
 * Handles SIGTERM and SIGINT for a command-line tool: at the first signal the process stops after
 * the current batch; a second signal ends it immediately.
 *
 * <p>Java ignores a second signal, so that a batch that never ends could be stopped only by
 * SIGKILL.
 */
public final class EndSignal {

  private static final List<String> NAMES = List.of("INT", "TERM");

  /** Some senders, such as {@code timeout}, send a signal to both the process and its group. */
  private static final int ONE_SIGNAL_MILLIS = 500;

  private static volatile boolean installed;

  private EndSignal() {}

  /** Installs the handlers. To be called once, by a tool that owns its process. */
  @SuppressWarnings("resource") // never closed: it runs when the process ends
  public static void install() {
    new ShutdownHook("end signal", EndSignal::first);
    installed = true;
  }

  private static void first() {
    if (Interruption.isWorkAtHand()) {
      System.err.println(
          "cascade: stopping when the batch at hand has ended; a second signal ends at once");
    }
    Thread second = new Thread(EndSignal::restoreDefaults, "end signal");
    second.setDaemon(true); // must not delay the end of the process
    second.start();
  }

  private static void restoreDefaults() {
    try {
      Thread.sleep(ONE_SIGNAL_MILLIS);
      // by reflection, because the compiler's warning about sun.misc cannot be suppressed
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      for (String name : NAMES) {
        signal
            .getMethod("handle", signal, handler)
            .invoke(
                null,
                signal.getConstructor(String.class).newInstance(name),
                handler.getField("SIG_DFL").get(null));
      }
    } catch (ReflectiveOperationException e) {
      // this Java has no such class, or runs with -Xrs
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Ends the process as a second signal does, if {@link #install} was called; otherwise does
   * nothing. Unlike {@link System#exit}, this does not unload native libraries that are still
   * running, which would crash.
   */
  public static void endAtOnce() {
    if (!installed) {
      return;
    }
    String self = String.valueOf(ProcessHandle.current().pid());
    try {
      new ProcessBuilder("kill", "-s", "TERM", self).start().waitFor();
    } catch (IOException e) {
      // kill is not installed; the process ends by Java's shutdown
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
