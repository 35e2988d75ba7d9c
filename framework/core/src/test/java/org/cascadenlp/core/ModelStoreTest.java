package org.cascadenlp.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.cascadenlp.core.error.CascadeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ModelStoreTest {

  private static final class Model implements AutoCloseable {
    final AtomicInteger closed = new AtomicInteger();

    @Override
    public void close() {
      closed.incrementAndGet();
    }
  }

  private final ModelStore store = new ModelStore();
  private final AtomicInteger opened = new AtomicInteger();

  private ModelStore.Lease<Model> open() {
    return store.open(
        "model",
        Model.class,
        () -> {
          opened.incrementAndGet();
          Thread.sleep(50);
          return new Model();
        });
  }

  private static <T> List<Future<T>> atOnce(int threads, Callable<T> work) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    CountDownLatch start = new CountDownLatch(1);
    List<Future<T>> results = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      results.add(
          pool.submit(
              () -> {
                start.await();
                return work.call();
              }));
    }
    start.countDown();
    pool.shutdown();
    return results;
  }

  @Test
  void eightThreadsOpenAModelOnce() throws Exception {
    List<ModelStore.Lease<Model>> leases = new ArrayList<>();
    for (Future<ModelStore.Lease<Model>> lease : atOnce(8, this::open)) {
      leases.add(lease.get());
    }
    Model model = leases.get(0).model();
    assertThat(opened).hasValue(1);
    assertThat(leases).allSatisfy(lease -> assertThat(lease.model()).isSameAs(model));
    for (ModelStore.Lease<Model> lease : leases) {
      assertThat(model.closed).hasValue(0);
      assertThat(store.size()).isOne();
      lease.close();
      lease.close(); // the second close does nothing
    }
    assertThat(model.closed).hasValue(1);
    assertThat(store.size()).isZero();
  }

  @Test
  void aModelIsOpenedAgainAfterItsLastLeaseIsClosed() {
    Model first;
    try (ModelStore.Lease<Model> lease = open()) {
      first = lease.model();
    }
    try (ModelStore.Lease<Model> lease = open()) {
      assertThat(lease.model()).isNotSameAs(first);
    }
    assertThat(opened).hasValue(2);
  }

  @Test
  void aFailedOpeningIsReportedToAllWaitingAndTriedAgainLater() throws Exception {
    AtomicInteger tries = new AtomicInteger();
    Callable<Object> failing =
        () ->
            store.open(
                "broken.bin",
                Model.class,
                () -> {
                  tries.incrementAndGet();
                  Thread.sleep(200);
                  throw new IOException("unexpected end of file");
                });
    for (Future<Object> result : atOnce(4, failing)) {
      assertThatThrownBy(result::get)
          .isInstanceOf(ExecutionException.class)
          .cause()
          .isInstanceOf(CascadeException.class)
          .hasMessage(
              "broken.bin: the model cannot be opened: IOException: unexpected end of file; check"
                  + " that the file is complete");
    }
    assertThat(store.size()).isZero();
    int before = tries.get();
    assertThatThrownBy(failing::call).isInstanceOf(CascadeException.class);
    assertThat(tries).hasValue(before + 1);
  }

  @Test
  void aCascadeExceptionOfAnOpenerIsThrownUnchanged() {
    CascadeException own = CascadeException.of("head.bin", "it is empty", "train it");
    assertThatThrownBy(
            () ->
                store.open(
                    "head",
                    Model.class,
                    () -> {
                      throw own;
                    }))
        .isSameAs(own);
  }

  @Test
  void aModelOfAnotherKindIsRefusedAndNotHeld() {
    try (ModelStore.Lease<Model> lease = open()) {
      assertThatThrownBy(() -> store.open("model", String.class, () -> ""))
          .hasMessageContaining("not a java.lang.String");
    }
    assertThat(store.size()).isZero();
  }

  @Test
  void anOpenerThatOpensItsOwnModelIsAnErrorAndNoDeadlock() {
    assertThatThrownBy(
            () ->
                store.open(
                    "a", Model.class, () -> store.open("a", Model.class, Model::new).model()))
        .hasMessageContaining("needs the model itself");
    assertThat(store.size()).isZero();
  }

  @Test
  void aModelWhoseCloseFailsIsRemoved() {
    AutoCloseable stubborn =
        () -> {
          throw new IOException("busy");
        };
    store.open("stubborn", AutoCloseable.class, () -> stubborn).close();
    assertThat(store.size()).isZero();
  }

  @Test
  void aModelIsOpenedWithTheClassLoaderOfItsOpener() {
    ModelStore store = new ModelStore();
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try {
      thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
      ModelStore.Opener<ClassLoader> seen = thread::getContextClassLoader;
      try (ModelStore.Lease<ClassLoader> lease = store.open("loader", ClassLoader.class, seen)) {
        assertThat(lease.model()).isSameAs(getClass().getClassLoader());
      }
      assertThatThrownBy(
          () ->
              store.open(
                  "none",
                  Object.class,
                  () -> {
                    throw new IllegalStateException("cannot be opened");
                  }));
      assertThat(thread.getContextClassLoader()).isSameAs(ClassLoader.getPlatformClassLoader());
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
