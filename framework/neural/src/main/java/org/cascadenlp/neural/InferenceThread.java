package org.cascadenlp.neural;

import ai.djl.pytorch.jni.JniUtils;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.cascadenlp.core.CascadeException;
import org.cascadenlp.core.Interruption;
import org.cascadenlp.core.ModelStore;
import org.cascadenlp.core.ShutdownHook;

/**
 * The one thread that runs networks for inference and owns all of libtorch's threads.
 *
 * <p>Workers hand their work over and wait: several that called libtorch at once would compete for
 * the cores its own threads already use.
 */
public final class InferenceThread implements AutoCloseable {

  private static final int PATIENCE_SECONDS = 5;

  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread t = new Thread(task, "cascade-inference");
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

  /** Runs {@code task} on the thread and waits for its result. */
  public <T> T call(Callable<T> task) {
    return await(thread.submit(task));
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
  void submit(Runnable task) {
    thread.execute(task);
  }

  /** The result of {@code future}, with its own exception where it failed. */
  static <T> T await(Future<T> future) {
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
      CascadeException known = CascadeException.in(cause);
      throw known != null
          ? known
          : new IllegalStateException("the network failed: " + cause.getMessage(), cause);
    }
  }

  /**
   * Ends the networks' work before the process ends, as libtorch crashes where it is unloaded while
   * it computes. What is asked of the thread afterwards is never done.
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
      idle.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
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
