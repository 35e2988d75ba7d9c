package org.cascadenlp.neural.torch;

import ai.djl.pytorch.jni.JniUtils;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.cascadenlp.core.ModelStore;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.process.StoppedException;

/**
 * As many inference threads as there are cores, each with one libtorch thread: for networks so
 * small that waking libtorch's other threads takes longer than they save.
 *
 * <p>A call runs on the thread with the fewest calls, so that several workers use several cores.
 */
public final class InferenceThreads implements AutoCloseable {

  /** A thread with the number of calls that wait for it or run. */
  private static final class Lane {
    final InferenceThread thread = new InferenceThread();
    int calls;
    private boolean alone;

    /** Lets libtorch compute on this thread alone, and on others as before. */
    void alone() throws InterruptedException {
      if (alone) {
        return;
      }
      Torch.engine();
      synchronized (Lane.class) { // while one thread has set the number, no other one reads it
        int all = JniUtils.getNumThreads();
        // of this thread, and of each that uses libtorch for the first time from now on
        JniUtils.setNumThreads(1);
        Thread others = new Thread(() -> JniUtils.setNumThreads(all), "cascade-libtorch-threads");
        others.start();
        others.join();
      }
      alone = true;
    }
  }

  private final List<Lane> lanes;

  /** So many threads. */
  InferenceThreads(int threads) {
    lanes = Stream.generate(Lane::new).limit(threads).toList();
  }

  /** Leases these threads of this process. */
  public static ModelStore.Lease<InferenceThreads> lease() {
    return ModelStore.shared()
        .open(
            "inference threads",
            InferenceThreads.class,
            () -> new InferenceThreads(Runtime.getRuntime().availableProcessors()));
  }

  /**
   * Runs {@code task} on one of the threads and waits for its result, as {@link
   * InferenceThread#call(String, Callable)} does. Tasks run at the same time, also those of one
   * network.
   *
   * @param part the caller's name in errors
   * @throws StoppedException if the process was asked to end before the task began
   * @throws CascadeException naming the part if the thread hangs
   */
  public <T> T call(String part, Callable<T> task) {
    Lane lane = take();
    try {
      return lane.thread.call(
          part,
          () -> {
            lane.alone();
            return task.call();
          });
    } finally {
      giveBack(lane);
    }
  }

  private synchronized Lane take() {
    Lane least = lanes.get(0);
    for (Lane lane : lanes) {
      if (lane.calls < least.calls) {
        least = lane;
      }
    }
    least.calls++;
    return least;
  }

  private synchronized void giveBack(Lane lane) {
    lane.calls--;
  }

  /**
   * Runs {@code task}, which frees a network that is no longer called, after all calls submitted
   * before, and waits for it, as {@link InferenceThread#release} does.
   */
  public void release(Runnable task) {
    lanes.subList(1, lanes.size()).forEach(lane -> lane.thread.release(() -> {}));
    lanes.get(0).thread.release(task);
  }

  @Override
  public void close() {
    lanes.forEach(lane -> lane.thread.close());
  }
}
