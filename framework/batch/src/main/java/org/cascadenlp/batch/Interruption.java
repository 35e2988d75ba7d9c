package org.cascadenlp.batch;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What Ctrl-C does to a run: the workers finish the documents they are at, and the report is
 * written before the process ends.
 */
final class Interruption implements AutoCloseable {

  private static final int PATIENCE_SECONDS = 20;

  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread hook;

  private Interruption(BatchRun run, Runnable giveUp) {
    this.hook = new Thread(() -> stop(run, giveUp), "interruption");
  }

  /**
   * Stands guard over {@code run} until closed.
   *
   * @param giveUp what is done where the documents at hand take too long
   */
  static Interruption of(BatchRun run, Runnable giveUp) {
    Interruption interruption = new Interruption(run, giveUp);
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  private void stop(BatchRun run, Runnable giveUp) {
    run.stop();
    try {
      if (!over.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        giveUp.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    over.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // the process is ending, and the hook is what waits for us
    }
  }
}
