package org.cascadenlp.neural.torch;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.cascadenlp.core.ModelStore;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.process.EndSignal;
import org.cascadenlp.core.process.Interruption;
import org.cascadenlp.core.process.ShutdownHook;
import org.cascadenlp.core.process.StoppedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The single thread that runs networks for inference, using all of libtorch's threads.
 *
 * <p>Workers submit tasks and wait, because concurrent calls of libtorch would compete for the
 * cores that its own threads use. A task of several batches calls {@link #nextBatch} before each
 * batch, where it can be stopped. Tasks that free a network's memory use {@link #release}, so that
 * nothing is freed while a batch runs.
 *
 * <p>At most {@value #CALLS} calls are in its queue, and others wait for room. A caller fails if
 * the thread begins no batch for {@value Deadline#SECONDS} seconds ({@link Deadline}).
 */
public final class InferenceThread implements AutoCloseable {

  /** The most calls in the queue: more than there are workers in most runs. */
  static final int CALLS = 64;

  private static final Logger LOG = LoggerFactory.getLogger(InferenceThread.class);
  private static final int REST_SECONDS = 20;

  /** The thread, with the number of batches it has begun. */
  private static final class Network extends Thread {
    private final AtomicLong begun;

    Network(Runnable task, AtomicLong begun) {
      super(task, "cascade-inference");
      this.begun = begun;
    }
  }

  private final AtomicLong begun = new AtomicLong();
  private final Semaphore room = new Semaphore(CALLS, true);
  private volatile long hung = -1;

  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread t = new Network(task, begun);
            t.setDaemon(true);
            // not the class loader of the host's thread that happens to call first
            t.setContextClassLoader(InferenceThread.class.getClassLoader());
            return t;
          });

  private final ShutdownHook hook = new ShutdownHook("rest of networks", this::rest);

  InferenceThread() {}

  /** Leases the inference thread of this process. */
  public static ModelStore.Lease<InferenceThread> lease() {
    return ModelStore.shared()
        .open("inference thread", InferenceThread.class, InferenceThread::new);
  }

  /**
   * Call this before each batch of a task; also from code that runs networks on other threads.
   *
   * @throws StoppedException if the process was asked to end
   */
  public static void nextBatch() {
    Interruption.check();
    if (Thread.currentThread() instanceof Network network) {
      network.begun.incrementAndGet();
    }
  }

  /** The number of batches begun; the thread is alive as long as it grows. */
  public long begun() {
    return begun.get();
  }

  /** As {@link #call(String, Callable)}, for a caller without a name of its own. */
  public <T> T call(Callable<T> task) {
    return call("inference thread", task);
  }

  /**
   * Runs {@code task} on the thread and waits for its result. What the task uses is freed by {@link
   * #release}, since the task may still run when this fails.
   *
   * @param part the caller's name in errors
   * @throws StoppedException if the process was asked to end before the task began
   * @throws CascadeException naming the part if the thread hangs
   */
  public <T> T call(String part, Callable<T> task) {
    return call(Deadline.of(part), task);
  }

  <T> T call(Deadline deadline, Callable<T> task) {
    AtomicBoolean begins = new AtomicBoolean();
    FutureTask<T> turn =
        new FutureTask<>(
            () -> {
              begins.set(true);
              nextBatch();
              return task.call();
            });
    try {
      deadline.await(this, begins::get, room::tryAcquire);
      submit(
          () -> {
            room.release();
            turn.run();
          });
      deadline.await(this, begins::get, Deadline.done(turn));
      return await(turn);
    } catch (InterruptedException e) {
      throw interrupted(e);
    } finally {
      turn.cancel(false); // after an error it is not needed
    }
  }

  /** The number of calls in the queue. */
  int waiting() {
    return CALLS - room.availablePermits();
  }

  /** Notes that a caller has waited in vain since the thread had begun {@code batches}. */
  void hangsAfter(long batches) {
    hung = batches;
  }

  /**
   * Runs {@code task}, which frees a network, after all tasks submitted before, and waits for it,
   * also if the process was asked to end or the caller is interrupted. If the thread hangs, this
   * returns with a warning, and the task runs once the thread goes on.
   */
  public void release(Runnable task) {
    release(Deadline.SECONDS, task);
  }

  void release(int seconds, Runnable task) {
    if (Thread.currentThread() instanceof Network) {
      task.run();
      return;
    }
    Future<?> freed = thread.submit(task);
    // who has waited in vain for a batch does not wait as long again to free what it used
    Deadline deadline = new Deadline("", hung == begun() ? 1 : seconds);
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        try {
          if (deadline.lastsUntil(Deadline.done(freed), this, () -> {})) {
            await(freed);
          } else {
            LOG.warn("a network hangs: what it uses is freed once it goes on");
          }
          return;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Runs {@code task} on the thread later and returns at once; for a queue that bounds its own
   * requests and their time.
   */
  public void submit(Runnable task) {
    thread.execute(task);
  }

  /** The result of {@code future}; throws the exception of a failed task. */
  public static <T> T await(Future<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      future.cancel(false);
      throw interrupted(e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      if (cause instanceof Error error) {
        throw error;
      }
      StoppedException stopped = StoppedException.in(cause);
      if (stopped != null) {
        throw stopped;
      }
      CascadeException known = CascadeException.in(cause);
      throw known != null
          ? known
          : new IllegalStateException("the network failed: " + cause.getMessage(), cause);
    }
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted while the network ran", e);
  }

  /**
   * Waits for the current batch before the process ends, because libtorch crashes if it is unloaded
   * while it computes. Tasks submitted afterwards never run. Nothing is closed here, as a batch
   * that does not end may still use it.
   */
  void rest() {
    CountDownLatch idle = new CountDownLatch(1);
    try {
      Interruption.awaitWork();
      thread.execute(
          () -> {
            idle.countDown();
            while (true) {
              LockSupport.park();
            }
          });
      if (!idle.await(REST_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn(
            "a network still runs {} s after the process was asked to end: the process ends"
                + " without closing it",
            REST_SECONDS);
        EndSignal.endAtOnce();
      }
    } catch (RejectedExecutionException e) {
      // closed in the meantime
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    thread.shutdown();
    hook.close();
  }
}
