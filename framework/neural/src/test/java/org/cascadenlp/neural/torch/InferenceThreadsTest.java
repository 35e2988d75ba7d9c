package org.cascadenlp.neural.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.pytorch.jni.JniUtils;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.cascadenlp.core.ModelStore;
import org.cascadenlp.core.process.Interruption;
import org.cascadenlp.core.process.StoppedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InferenceThreadsTest {

  private static final Executor WORKERS = task -> new Thread(task, "worker").start();

  /** The results of {@code task} on {@code number} threads at the same time. */
  private static <T> List<T> together(InferenceThreads threads, int number, Callable<T> task) {
    CyclicBarrier barrier = new CyclicBarrier(number);
    Supplier<T> call =
        () ->
            threads.call(
                "task toy",
                () -> {
                  barrier.await(30, TimeUnit.SECONDS);
                  return task.call();
                });
    List<CompletableFuture<T>> calls =
        Stream.generate(() -> CompletableFuture.supplyAsync(call, WORKERS)).limit(number).toList();
    return calls.stream().map(CompletableFuture::join).toList();
  }

  @Test
  void asManyCallsRunAtOnceAsThereAreThreads() {
    try (InferenceThreads threads = new InferenceThreads(3)) {
      assertThat(together(threads, 3, () -> Thread.currentThread().getId()))
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void eachHasOneLibtorchThreadAndOtherThreadsKeepTheirs() throws Exception {
    Torch.engine();
    try (ModelStore.Lease<InferenceThread> lease = InferenceThread.lease()) {
      lease.model().call(InferenceThreadsTest::three);
      try (InferenceThreads threads = new InferenceThreads(2)) {
        assertThat(threads.call("task toy", JniUtils::getNumThreads)).isEqualTo(1);
        assertThat(lease.model().call(JniUtils::getNumThreads)).isEqualTo(3);
      }
    }
  }

  private static Void three() {
    JniUtils.setNumThreads(3);
    return null;
  }

  @Test
  void threadsThatUseLibtorchLaterHaveAsManyThreadsAsBefore() {
    Torch.engine();
    int all = CompletableFuture.supplyAsync(JniUtils::getNumThreads, WORKERS).join();
    try (InferenceThreads threads = new InferenceThreads(4)) {
      assertThat(together(threads, 4, JniUtils::getNumThreads)).containsOnly(1);
      assertThat(CompletableFuture.supplyAsync(JniUtils::getNumThreads, WORKERS).join())
          .isEqualTo(all);
    }
  }

  @Test
  void anErrorOfATaskIsThatOfItsCall() {
    try (InferenceThreads threads = new InferenceThreads(1)) {
      assertThatThrownBy(
              () ->
                  threads.call(
                      "task toy",
                      () -> {
                        throw new IllegalStateException("no such label");
                      }))
          .hasMessageContaining("no such label");
      assertThat(threads.<Integer>call("task toy", () -> 7)).isEqualTo(7);
    }
  }

  @Test
  void nothingIsFreedWhileACallRunsOnAnyThread() throws Exception {
    try (InferenceThreads threads = new InferenceThreads(2)) {
      AtomicInteger ended = new AtomicInteger();
      CountDownLatch running = new CountDownLatch(2);
      CountDownLatch goOn = new CountDownLatch(1);
      for (int i = 0; i < 2; i++) {
        WORKERS.execute(
            () ->
                threads.call(
                    "task toy",
                    () -> {
                      running.countDown();
                      goOn.await();
                      return ended.incrementAndGet();
                    }));
      }
      running.await();
      AtomicInteger endedBefore = new AtomicInteger(-1);
      CompletableFuture<Void> freed =
          CompletableFuture.runAsync(
              () -> threads.release(() -> endedBefore.set(ended.get())), WORKERS);
      assertThatThrownBy(() -> freed.get(100, TimeUnit.MILLISECONDS))
          .isInstanceOf(TimeoutException.class);
      goOn.countDown();
      freed.join();
      assertThat(endedBefore).hasValue(2);
    }
  }

  @Test
  void whenTheProcessIsAskedToEndNothingBeginsButReleasesRun() {
    try (InferenceThreads threads = new InferenceThreads(2);
        Interruption guard = Interruption.of()) {
      AtomicInteger done = new AtomicInteger();
      guard.ask();
      assertThatThrownBy(() -> threads.call("task toy", done::incrementAndGet))
          .isInstanceOf(StoppedException.class);
      threads.release(done::incrementAndGet);
      assertThat(done).hasValue(1);
    }
  }
}
