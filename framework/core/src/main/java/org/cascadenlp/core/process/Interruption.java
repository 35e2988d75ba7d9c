package org.cascadenlp.core.process;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What Ctrl-C and SIGTERM do to the work at hand: it begins no further batch and unwinds, and the
 * process waits for that before it ends.
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
 * <p>A guard is for work that asks and removes what it leaves unfinished; other work, such as
 * waiting for standard input, ends with the process as it stands.
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

  /** Stands guard over a work until closed. */
  public static Interruption of() {
    return of(() -> {});
  }

  /**
   * As {@link #of()}.
   *
   * @param stop what is done, by another thread, when the work is asked to end
   */
  public static Interruption of(Runnable stop) {
    Interruption interruption = new Interruption(stop);
    AT_HAND.add(interruption);
    return interruption;
  }

  /** Does {@code action} where the work was asked to end and takes too long over it. */
  public void whereItTakesTooLong(Runnable action) {
    giveUp = action;
  }

  /**
   * Asks the work to end, as the end of the process does. Networks and their thread are shared, so
   * all work of the process begins no further batch until this guard is closed.
   */
  public void ask() {
    asked = true;
    stop.run();
  }

  /** Throws if the work at hand has been asked to end: long work calls it before each batch. */
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

  /** The process has begun to end: from now on {@link #check} throws. */
  static void processEnds() {
    ending = true;
  }

  /** True if there is work under guard. */
  static boolean isWorkAtHand() {
    return !AT_HAND.isEmpty();
  }

  /** Waits until all work under guard is over, or has taken too long. */
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
