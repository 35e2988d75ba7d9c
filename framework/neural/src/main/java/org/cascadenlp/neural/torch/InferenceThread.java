package org.cascadenlp.neural.torch;

import ai.djl.pytorch.jni.JniUtils;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.cascadenlp.core.ModelStore;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.process.EndSignal;
import org.cascadenlp.core.process.Interruption;
import org.cascadenlp.core.process.ShutdownHook;
import org.cascadenlp.core.process.StoppedException;
import org.slf4j.LoggerFactory;

/**
 * The one thread that runs networks for inference and owns all of libtorch's threads.
 *
 * <p>Workers hand their work over and wait: several that called libtorch at once would compete for
 * the cores its own threads already use. A task of several batches calls {@link #nextBatch} before
 * each, so that it can be stopped there, and what frees memory of networks comes by {@link
 * #release}: nothing is freed while a batch is at work.
 */
public final class InferenceThread implements AutoCloseable {

  private static final int PATIENCE_SECONDS = 20;

  /** The thread itself, with the number of batches that it has begun. */
  private static final class Network extends Thread {
    private final AtomicLong begun;

    Network(Runnable task, AtomicLong begun) {
      super(task, "cascade-inference");
      this.begun = begun;
    }
  }

  private final AtomicLong begun = new AtomicLong();

  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread t = new Network(task, begun);
            t.setDaemon(true);
            // not that of the host's thread which happened to come first
            t.setContextClassLoader(InferenceThread.class.getClassLoader());
            return t;
          });

  private final ShutdownHook hook = new ShutdownHook("rest of networks", this::rest);

  private InferenceThread() {}

  /** A hold on this process's inference thread. */
  public static ModelStore.Lease<InferenceThread> lease() {
    return ModelStore.shared()
        .open("inference thread", InferenceThread.class, InferenceThread::new);
  }

  /**
   * To be called before each batch of a task, on the thread or, by what has networks but no thread,
   * elsewhere.
   *
   * @throws StoppedException where the process has been asked to end
   */
  public static void nextBatch() {
    Interruption.check();
    if (Thread.currentThread() instanceof Network network) {
      network.begun.incrementAndGet();
    }
  }

  /** How many batches the thread has begun: while it grows the thread is alive. */
  public long begun() {
    return begun.get();
  }

  /**
   * Runs {@code task} on the thread and waits for its result.
   *
   * @throws StoppedException where the process has been asked to end before the task began
   */
  public <T> T call(Callable<T> task) {
    return await(
        thread.submit(
            () -> {
              nextBatch();
              return task.call();
            }));
  }

  /**
   * Runs {@code task}, which frees what a network holds, when all is done that the thread was given
   * before, and waits for it: also where the process has been asked to end or the caller has been
   * interrupted.
   */
  public void release(Runnable task) {
    if (Thread.currentThread() instanceof Network) {
      task.run();
      return;
    }
    Future<?> freed = thread.submit(task);
    boolean interrupted = Thread.interrupted();
    while (!freed.isDone()) {
      try {
        freed.get();
      } catch (InterruptedException e) {
        interrupted = true;
      } catch (ExecutionException e) {
        break; // await throws it
      }
    }
    try {
      await(freed);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * As {@link #call}, with this one of libtorch's threads: for networks so small that waking the
   * others would take longer than what they could do.
   */
  public <T> T callAlone(Callable<T> task) {
    return call(
        () -> {
          int all = JniUtils.getNumThreads();
          JniUtils.setNumThreads(1);
          try {
            return task.call();
          } finally {
            JniUtils.setNumThreads(all);
          }
        });
  }

  /** Runs {@code task} on the thread, soon. */
  public void submit(Runnable task) {
    thread.execute(task);
  }

  /** The result of {@code future}, with its own exception where it failed. */
  public static <T> T await(Future<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      future.cancel(false);
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the network ran", e);
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

  /**
   * Waits, before the process ends, until the batch at hand has ended, as libtorch crashes where it
   * is unloaded while it computes. What is asked of the thread afterwards is never done. Nothing is
   * closed here: a batch that does not end may use it.
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
      if (!idle.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        LoggerFactory.getLogger(InferenceThread.class)
            .warn(
                "a network is at work {} s after the process was asked to end: the process ends"
                    + " without closing it",
                PATIENCE_SECONDS);
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
