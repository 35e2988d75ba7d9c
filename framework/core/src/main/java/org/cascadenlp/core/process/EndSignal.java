package org.cascadenlp.core.process;

import java.io.IOException;
import java.util.List;

/**
 * SIGTERM and SIGINT as a command-line tool takes them: Java begins to end with the first one and
 * waits for the batch at hand; a second one ends the process as it stands.
 *
 * <p>Java itself ignores the second, so a batch that never ended could be ended by SIGKILL only.
 */
public final class EndSignal {

  private static final List<String> NAMES = List.of("INT", "TERM");

  /** Some senders, {@code timeout} for one, give one signal to the process and to its group. */
  private static final int ONE_SIGNAL_MILLIS = 500;

  private static volatile boolean installed;

  private EndSignal() {}

  /** To be called once, by a tool whose process is its own. */
  @SuppressWarnings("resource") // it is for the end of the process
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
    second.setDaemon(true); // the end does not wait for it
    second.start();
  }

  private static void restoreDefaults() {
    try {
      Thread.sleep(ONE_SIGNAL_MILLIS);
      // reflection, as the compiler warns of any other use and cannot be told not to
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
      // this Java has no such class, or was told to leave signals alone (-Xrs)
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Ends the process as a second signal does, where {@link #install} was called: no native library
   * is unloaded while it is at work, which would be a crash. Else it does nothing.
   */
  public static void endAtOnce() {
    if (!installed) {
      return;
    }
    String self = String.valueOf(ProcessHandle.current().pid());
    try {
      new ProcessBuilder("kill", "-s", "TERM", self).start().waitFor();
    } catch (IOException e) {
      // no such program; the process ends as Java ends it
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
