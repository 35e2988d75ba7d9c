package org.cascadenlp.core.process;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A guard around work that stops cleanly at Ctrl-C or SIGTERM: the work starts no further batch and
 * unwinds, and the process waits for it before it ends.
 *
 * <pre>{@code
 * try (Interruption guard = Interruption.of()) {
 *   for (Batch batch : batches) {
 *     Interruption.check();
 *     run(batch);
 *   }
 * }
 * }</pre>
 *
 * <p>A guard is for work that calls {@link #check} and cleans up unfinished files. Other work, such
 * as waiting for standard input, ends with the process.
 */
public final class Interruption implements AutoCloseable {

  private static final int PATIENCE_SECONDS = 20;

  private static final Set<Interruption> AT_HAND = ConcurrentHashMap.newKeySet();

  private static volatile boolean ending;

  private final CountDownLatch over = new CountDownLatch(1);
  private final Runnable stop;
  private final ShutdownHook hook;
  private volatile Runnable giveUp = () -> {};
  private volatile boolean asked;

  private Interruption(Runnable stop) {
    this.stop = stop;
    this.hook = new ShutdownHook("interruption", this::end);
  }

  /** Guards the current work until closed. */
  public static Interruption of() {
    return of(() -> {});
  }

  /**
   * As {@link #of()}.
   *
   * @param stop runs in another thread when the work is asked to end
   */
  public static Interruption of(Runnable stop) {
    Interruption interruption = new Interruption(stop);
    AT_HAND.add(interruption);
    return interruption;
  }

  /** Sets an action to run if the work takes too long to end. */
  public void whereItTakesTooLong(Runnable action) {
    giveUp = action;
  }

  /**
   * Requests the work to end, as the end of the process does. Networks and their thread are shared,
   * so that no work in this process starts another batch until this guard is closed.
   */
  public void ask() {
    asked = true;
    stop.run();
  }

  /**
   * Throws if work in this process was asked to end; call it before each batch.
   *
   * @throws StoppedException in that case
   */
  public static void check() {
    if (isAsked()) {
      throw new StoppedException();
    }
  }

  /** True if {@link #check} throws. */
  public static boolean isAsked() {
    if (ending) {
      return true;
    }
    for (Interruption interruption : AT_HAND) {
      if (interruption.asked) {
        return true;
      }
    }
    return false;
  }

  /** Called when the process begins to end: from then on {@link #check} throws. */
  static void processEnds() {
    ending = true;
  }

  /** True if there is guarded work. */
  static boolean isWorkAtHand() {
    return !AT_HAND.isEmpty();
  }

  /** Waits until all guarded work has ended, for at most 20 seconds. */
  public static void awaitWork() throws InterruptedException {
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    for (Interruption interruption : AT_HAND) {
      interruption.awaitEnd(limit);
    }
  }

  private boolean awaitEnd(long limit) throws InterruptedException {
    return over.await(limit - System.nanoTime(), TimeUnit.NANOSECONDS);
  }

  private void end() {
    ask();
    try {
      if (!awaitEnd(System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS))) {
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
