package org.cascadenlp.core;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What Ctrl-C does to the work at hand: it is asked to come to its end, and the process waits for
 * that before it ends.
 *
 * <pre>{@code
 * try (Interruption guard = Interruption.of(run::stop, () -> {})) {
 *   run.execute();
 * }
 * }</pre>
 */
public final class Interruption implements AutoCloseable {

  private static final int PATIENCE_SECONDS = 20;

  private static final Set<Interruption> AT_HAND = ConcurrentHashMap.newKeySet();

  private final CountDownLatch over = new CountDownLatch(1);
  private final ShutdownHook hook;

  private Interruption(Runnable stop, Runnable giveUp) {
    this.hook = new ShutdownHook("interruption", () -> stop(stop, giveUp));
  }

  /**
   * Stands guard over a work until closed.
   *
   * @param stop asks the work to end soon; from another thread
   * @param giveUp what is done where that takes too long
   */
  public static Interruption of(Runnable stop, Runnable giveUp) {
    Interruption interruption = new Interruption(stop, giveUp);
    AT_HAND.add(interruption);
    return interruption;
  }

  /** Waits until all work under guard is over, or has taken too long. */
  public static void awaitWork() throws InterruptedException {
    for (Interruption interruption : AT_HAND) {
      interruption.awaitEnd();
    }
  }

  private boolean awaitEnd() throws InterruptedException {
    return over.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private void stop(Runnable stop, Runnable giveUp) {
    stop.run();
    try {
      if (!awaitEnd()) {
        giveUp.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    over.countDown();
    AT_HAND.remove(this);
    hook.close();
  }
}
