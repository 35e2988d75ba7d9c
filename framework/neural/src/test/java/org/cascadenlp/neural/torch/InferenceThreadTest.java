package org.cascadenlp.neural.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.pytorch.jni.JniUtils;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.cascadenlp.core.ModelStore;
import org.cascadenlp.core.process.Interruption;
import org.cascadenlp.core.process.StoppedException;
import org.junit.jupiter.api.Test;

class InferenceThreadTest {

  @Test
  void callAloneUsesOneLibtorchThreadAndTheNextTaskAllAgain() {
    Torch.engine();
    try (ModelStore.Lease<InferenceThread> lease = InferenceThread.lease()) {
      InferenceThread thread = lease.model();
      thread.call(
          () -> {
            JniUtils.setNumThreads(3);
            return null;
          });
      assertThat(thread.callAlone(JniUtils::getNumThreads)).isEqualTo(1);
      assertThat(thread.call(JniUtils::getNumThreads)).isEqualTo(3);
      assertThatThrownBy(
              () ->
                  thread.callAlone(
                      () -> {
                        throw new IllegalStateException("no such label");
                      }))
          .hasMessageContaining("no such label");
      assertThat(thread.call(JniUtils::getNumThreads)).isEqualTo(3);
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
      assertThatThrownBy(() -> thread.callAlone(done::incrementAndGet))
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
