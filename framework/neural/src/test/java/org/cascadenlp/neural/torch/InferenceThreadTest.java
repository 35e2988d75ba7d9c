package org.cascadenlp.neural.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cascadenlp.core.ModelStore;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.process.Interruption;
import org.cascadenlp.core.process.StoppedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InferenceThreadTest {

  private final CountDownLatch goOn = new CountDownLatch(1);

  /** Lets the thread hang until {@link #goOn}; returns when it does. */
  private void hang(InferenceThread thread) throws InterruptedException {
    CountDownLatch hangs = new CountDownLatch(1);
    thread.submit(
        () -> {
          hangs.countDown();
          try {
            goOn.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
    hangs.await();
  }

  /** Runs {@code work} on a new thread; its error, or null. */
  private static CompletableFuture<Throwable> inBackground(ThrowingCallable work) {
    CompletableFuture<Throwable> error = new CompletableFuture<>();
    Thread thread = new Thread(() -> error.complete(catchThrowable(work)), "worker");
    thread.setDaemon(true);
    thread.start();
    return error;
  }

  @Test
  void whoWaitsBehindAHangingNetworkFailsByNameAndIsNotRunLater() throws Exception {
    try (ModelStore.Lease<InferenceThread> lease = InferenceThread.lease()) {
      InferenceThread thread = lease.model();
      hang(thread);
      AtomicInteger done = new AtomicInteger();
      assertThatThrownBy(() -> thread.call(new Deadline("task toy", 1), done::incrementAndGet))
          .isInstanceOf(CascadeException.class)
          .hasMessage(
              "task toy: its network has not begun a batch for 1 s; look whether the machine has"
                  + " memory and processors left; a lower batchTokens makes batches shorter");
      thread.release(600, () -> done.addAndGet(10)); // returns: it is known to hang
      assertThat(done).as("nothing is freed while the network runs").hasValue(0);
      goOn.countDown();
      assertThat(thread.call("task toy", done::incrementAndGet)).isEqualTo(11);
      assertThat(thread.waiting()).isZero();
    }
  }

  @Test
  void aTaskThatHangsItselfFailsByName() {
    try (ModelStore.Lease<InferenceThread> lease = InferenceThread.lease()) {
      assertThatThrownBy(
              () ->
                  lease
                      .model()
                      .call(
                          new Deadline("task toy", 1),
                          () -> {
                            goOn.await();
                            return true;
                          }))
          .hasMessageStartingWith("task toy: its network has not begun a batch for 1 s");
      goOn.countDown();
    }
  }

  @Test
  void whoWaitsBehindALongTaskWaitsAsLongAsItBeginsBatches() throws Exception {
    try (ModelStore.Lease<InferenceThread> lease = InferenceThread.lease()) {
      InferenceThread thread = lease.model();
      CountDownLatch begun = new CountDownLatch(1);
      CompletableFuture<Throwable> training =
          inBackground(
              () ->
                  thread.call(
                      () -> {
                        begun.countDown();
                        for (int batch = 0; batch < 20; batch++) {
                          InferenceThread.nextBatch();
                          Thread.sleep(100);
                        }
                        return true;
                      }));
      begun.await();
      assertThat(thread.call(new Deadline("task toy", 1), () -> 7)).isEqualTo(7);
      assertThat(training.get()).isNull();
    }
  }

  @Test
  void callsWithoutRoomInTheQueueWait() throws Exception {
    try (ModelStore.Lease<InferenceThread> lease = InferenceThread.lease()) {
      InferenceThread thread = lease.model();
      hang(thread);
      AtomicInteger done = new AtomicInteger();
      List<CompletableFuture<Throwable>> callers = new ArrayList<>();
      for (int i = 0; i < InferenceThread.CALLS + 3; i++) {
        callers.add(inBackground(() -> thread.call(done::incrementAndGet)));
      }
      while (thread.waiting() < InferenceThread.CALLS) {
        Thread.sleep(5);
      }
      assertThatThrownBy(() -> thread.call(new Deadline("task toy", 1), done::incrementAndGet))
          .as("it has no room")
          .hasMessageStartingWith("task toy: its network has not begun a batch");
      assertThat(thread.waiting()).isEqualTo(InferenceThread.CALLS);
      goOn.countDown();
      for (CompletableFuture<Throwable> caller : callers) {
        assertThat(caller.get()).isNull();
      }
      assertThat(done).hasValue(InferenceThread.CALLS + 3);
      assertThat(thread.waiting()).isZero();
    }
  }

  @Test
  void whoWaitsBehindAHangingNetworkStopsAtOnceWhenTheProcessIsAskedToEnd() throws Exception {
    try (ModelStore.Lease<InferenceThread> lease = InferenceThread.lease();
        Interruption guard = Interruption.of()) {
      InferenceThread thread = lease.model();
      hang(thread);
      AtomicInteger done = new AtomicInteger();
      CompletableFuture<Throwable> caller = inBackground(() -> thread.call(done::incrementAndGet));
      while (thread.waiting() == 0) {
        Thread.sleep(5);
      }
      guard.ask();
      assertThat(caller.get()).isInstanceOf(StoppedException.class);
      goOn.countDown();
      thread.release(() -> {});
      assertThat(done).hasValue(0);
    }
  }

  @Test
  void anInterruptedCallerDoesNotWaitAndItsTaskDoesNotRun() throws Exception {
    try (ModelStore.Lease<InferenceThread> lease = InferenceThread.lease()) {
      InferenceThread thread = lease.model();
      hang(thread);
      AtomicInteger done = new AtomicInteger();
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> thread.call(done::incrementAndGet))
          .hasMessage("interrupted while the network ran");
      assertThat(Thread.interrupted()).isTrue();
      goOn.countDown();
      thread.release(() -> {});
      assertThat(done).hasValue(0);
    }
  }

  @Test
  void anEndingProcessWaitsForTheRunningTaskAndStartsNoOther() throws Exception {
    try (ModelStore.Lease<InferenceThread> lease = InferenceThread.lease()) {
      InferenceThread thread = lease.model();
      CountDownLatch running = new CountDownLatch(1);
      CompletableFuture<Integer> enough = new CompletableFuture<>();
      AtomicInteger done = new AtomicInteger();
      thread.submit(
          () -> {
            running.countDown();
            done.addAndGet(enough.join());
          });
      running.await();
      Thread hook = new Thread(thread::rest);
      hook.start();
      hook.join(200);
      assertThat(hook.isAlive()).isTrue();
      enough.complete(1);
      hook.join();
      assertThat(done).hasValue(1);
      CompletableFuture<Integer> late = new CompletableFuture<>();
      thread.submit(() -> late.complete(done.incrementAndGet()));
      assertThatThrownBy(() -> late.get(200, TimeUnit.MILLISECONDS))
          .isInstanceOf(TimeoutException.class);
    }
  }

  @Test
  void whenTheProcessIsAskedToEndOnlyReleasesRun() {
    try (ModelStore.Lease<InferenceThread> lease = InferenceThread.lease();
        Interruption guard = Interruption.of()) {
      InferenceThread thread = lease.model();
      AtomicInteger done = new AtomicInteger();
      thread.call(done::incrementAndGet);
      assertThat(thread.begun()).isEqualTo(1);
      guard.ask();
      assertThatThrownBy(() -> thread.call(done::incrementAndGet))
          .isInstanceOf(StoppedException.class);
      assertThat(done).hasValue(1);
      assertThat(thread.begun()).isEqualTo(1);
      thread.release(() -> thread.release(done::incrementAndGet));
      assertThat(done).hasValue(2);
      guard.close();
      assertThat(thread.call(done::incrementAndGet)).isEqualTo(3);
    }
  }

  @Test
  void itDoesNotInheritTheClassLoaderOfTheCallingThread() {
    Thread host = Thread.currentThread();
    ClassLoader before = host.getContextClassLoader();
    host.setContextClassLoader(ClassLoader.getPlatformClassLoader());
    try (ModelStore.Lease<InferenceThread> lease = InferenceThread.lease()) {
      assertThat(lease.model().call(() -> Thread.currentThread().getContextClassLoader()))
          .isSameAs(InferenceThread.class.getClassLoader());
    } finally {
      host.setContextClassLoader(before);
    }
  }
}
