package org.cascadenlp.neural.torch;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.process.Interruption;
import org.cascadenlp.core.process.StoppedException;

/**
 * The deadline of a caller that waits for the inference thread: it expires after {@code seconds} in
 * which the thread has begun no batch of any caller.
 *
 * @param part the caller's name in errors
 */
public record Deadline(String part, int seconds) {

  /** The seconds for parts of a pipeline: a batch takes far less. */
  static final int SECONDS = 600;

  private static final int POLLS_PER_SECOND = 10;

  /** An event to wait for. */
  public interface Event {
    /** Waits for the event; true if it occurs within {@code time}. */
    boolean occursWithin(long time, TimeUnit unit) throws InterruptedException;
  }

  /** The deadline of a part of a pipeline: {@value #SECONDS} seconds. */
  public static Deadline of(String part) {
    return new Deadline(part, SECONDS);
  }

  /** The event that {@code future} is done, with a result or an error. */
  public static Event done(Future<?> future) {
    return (time, unit) -> {
      try {
        future.get(time, unit);
        return true;
      } catch (TimeoutException e) {
        return false;
      } catch (ExecutionException e) {
        return true;
      }
    };
  }

  /**
   * Waits for {@code event}.
   *
   * @param begun whether the thread has begun the caller's own task, which then stops between two
   *     of its batches
   * @throws StoppedException if the process was asked to end before the caller's task has begun
   * @throws CascadeException naming the part if the thread begins no batch for too long
   */
  public void await(InferenceThread thread, BooleanSupplier begun, Event event)
      throws InterruptedException {
    Runnable stop =
        () -> {
          if (!begun.getAsBoolean()) {
            Interruption.check();
          }
        };
    if (!lastsUntil(event, thread, stop)) {
      throw CascadeException.of(
          part,
          "its network has not begun a batch for " + seconds + " s",
          "look whether the machine has memory and processors left; a lower batchTokens makes"
              + " batches shorter");
    }
  }

  /**
   * Waits for {@code event}; false if the thread begins no batch for too long.
   *
   * @param stop runs several times a second, and may throw
   */
  boolean lastsUntil(Event event, InferenceThread thread, Runnable stop)
      throws InterruptedException {
    long last = thread.begun();
    // count waits instead of reading the clock, so that a suspended process does not time out
    for (int idle = 0;
        !event.occursWithin(1000 / POLLS_PER_SECOND, TimeUnit.MILLISECONDS);
        idle++) {
      stop.run();
      if (last != thread.begun()) {
        last = thread.begun();
        idle = 0;
      }
      if (idle >= POLLS_PER_SECOND * seconds) {
        thread.hangsAfter(last);
        return false;
      }
    }
    return true;
  }
}
