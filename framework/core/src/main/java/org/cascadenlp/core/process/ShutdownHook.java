package org.cascadenlp.core.process;

/**
 * An action that runs when the process ends, unless closed before. A hook created while the process
 * is ending never runs. Once a hook runs, {@link Interruption#check} throws.
 */
public final class ShutdownHook implements AutoCloseable {

  private final Thread thread;

  /**
   * @param name the name of the thread that runs the action
   * @param action runs concurrently with other hooks, in no defined order
   */
  public ShutdownHook(String name, Runnable action) {
    this.thread =
        new Thread(
            () -> {
              Interruption.processEnds();
              action.run();
            },
            name);
    try {
      Runtime.getRuntime().addShutdownHook(thread);
    } catch (IllegalStateException e) {
      // the process is ending
    }
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(thread);
    } catch (IllegalStateException e) {
      // the process is ending, and the hook may be waiting for the caller
    }
  }
}
