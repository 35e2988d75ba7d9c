package org.cascadenlp.core.process;

/**
 * What is done when the process ends, unless closed before. One that is made while the process ends
 * does nothing. From the first of them on {@link Interruption#check} throws.
 */
public final class ShutdownHook implements AutoCloseable {

  private final Thread thread;

  /**
   * @param name of the thread that does it
   * @param action what is done, beside other hooks and in no order with them
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
      // the process is ending, and the hook is what may wait for us
    }
  }
}
