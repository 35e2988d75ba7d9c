package org.cascadenlp.neural.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.cascadenlp.core.ModelStore;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.process.Interruption;
import org.cascadenlp.core.process.StoppedException;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.torch.Deadline;
import org.cascadenlp.neural.torch.InferenceThread;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SequenceQueueTest {

  private static final int TASK = 8;

  /** The sequences of each task, in order. */
  private final List<Integer> tasks = Collections.synchronizedList(new ArrayList<>());

  private final AtomicInteger batches = new AtomicInteger();
  private final CountDownLatch atWork = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);
  private final AtomicBoolean freed = new AtomicBoolean();

  @AfterEach
  void leasesAreClosed() {
    assertThat(ModelStore.shared().size()).isZero();
  }

  private SequenceQueue<String> queue(Function<List<Sequence>, List<String>> network) {
    return queue(60, network);
  }

  private SequenceQueue<String> queue(
      int deadline, Function<List<Sequence>, List<String>> network) {
    return new SequenceQueue<>(
        new Deadline("embedding toy", deadline), TASK, network, () -> freed.set(true));
  }

  private static List<Sequence> sequences(int count) {
    return IntStream.range(0, count).mapToObj(i -> new Sequence(List.of("t" + i))).toList();
  }

  private static List<String> names(List<Sequence> sequences) {
    return sequences.stream().map(sequence -> sequence.tokens().get(0)).toList();
  }

  /** A network with one batch per sequence. */
  private List<String> oneByOne(List<Sequence> sequences) {
    tasks.add(sequences.size());
    for (int i = 0; i < sequences.size(); i++) {
      InferenceThread.nextBatch();
      batches.incrementAndGet();
    }
    return names(sequences);
  }

  private List<String> waits(List<Sequence> sequences) {
    atWork.countDown();
    try {
      goOn.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return oneByOne(sequences);
  }

  /** Calls {@code embed} on a new thread; the result or the error. */
  private static CompletableFuture<Object> inBackground(SequenceQueue<String> queue, int count) {
    CompletableFuture<Object> found = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              Throwable error =
                  catchThrowable(
                      () -> found.complete(queue.embed(sequences(count)))); // or it fails
              found.complete(String.valueOf(error));
            },
            "worker");
    thread.setDaemon(true);
    thread.start();
    return found;
  }

  @Test
  void aLongDocumentIsSplitIntoTasksAndReturnedInOrder() {
    try (SequenceQueue<String> queue = queue(this::oneByOne)) {
      assertThat(queue.embed(sequences(3 * TASK + 1))).isEqualTo(names(sequences(3 * TASK + 1)));
      assertThat(tasks).containsExactly(TASK, TASK, TASK, 1);
      assertThat(queue.embed(List.of())).isEmpty();
    }
  }

  @Test
  void waitingRequestsRunTogetherUpToATask() throws Exception {
    try (SequenceQueue<String> queue = queue(this::waits)) {
      CompletableFuture<Object> first = inBackground(queue, 1);
      atWork.await();
      List<CompletableFuture<Object>> others = new ArrayList<>();
      for (int count : new int[] {3, 3, 3}) {
        others.add(inBackground(queue, count));
        awaitWaiting(queue, 1 + 3 * others.size());
      }
      goOn.countDown();
      assertThat(first.get()).isEqualTo(List.of("t0"));
      for (CompletableFuture<Object> other : others) {
        assertThat(other.get()).isEqualTo(List.of("t0", "t1", "t2"));
      }
      assertThat(tasks).containsExactly(1, 6, 3);
    }
  }

  @Test
  void moreThanFourTasksWaitForRoom() throws Exception {
    try (SequenceQueue<String> queue = queue(this::waits)) {
      CompletableFuture<Object> document = inBackground(queue, 9 * TASK);
      atWork.await();
      awaitWaiting(queue, 4 * TASK);
      Thread.sleep(100);
      assertThat(queue.waiting()).isEqualTo(4 * TASK);
      goOn.countDown();
      assertThat(document.get()).isEqualTo(names(sequences(9 * TASK)));
      while (queue.waiting() > 0) { // room is released after the last result
        Thread.sleep(5);
      }
    }
  }

  private static void awaitWaiting(SequenceQueue<String> queue, int count)
      throws InterruptedException {
    while (queue.waiting() < count) {
      Thread.sleep(5);
    }
  }

  @Test
  void noBatchBeginsAfterTheProcessWasAskedToEnd() throws Exception {
    try (Interruption guard = Interruption.of();
        SequenceQueue<String> queue =
            queue(
                sequences -> {
                  atWork.countDown();
                  List<String> found = new ArrayList<>();
                  for (Sequence sequence : sequences) {
                    InferenceThread.nextBatch();
                    if (batches.incrementAndGet() == 3) {
                      await(goOn);
                      guard.ask();
                    }
                    found.add(sequence.tokens().get(0));
                  }
                  return found;
                })) {
      CompletableFuture<Object> first = inBackground(queue, 3 * TASK);
      atWork.await();
      CompletableFuture<Object> second = inBackground(queue, 2);
      awaitWaiting(queue, 3 * TASK + 2);
      goOn.countDown();
      String stopped = "StoppedException: stopped between two batches";
      assertThat(String.valueOf(first.get())).contains(stopped);
      assertThat(String.valueOf(second.get())).contains(stopped);
      assertThatThrownBy(() -> queue.embed(sequences(1))).isInstanceOf(StoppedException.class);
      assertThat(batches).as("the third ended, and no other was begun").hasValue(3);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aHangingNetworkIsNamedAndLaterRequestsAreServed() {
    try (SequenceQueue<String> queue = queue(1, this::waits)) {
      assertThatThrownBy(() -> queue.embed(sequences(2)))
          .isInstanceOf(CascadeException.class)
          .hasMessageContaining("embedding toy: its network has not begun a batch for 1 s")
          .hasMessageContaining("batchTokens");
      goOn.countDown();
      assertThat(queue.embed(sequences(1))).containsExactly("t0");
    }
  }

  @Test
  void whoWaitsBehindAHangingNetworkStopsAtOnceWhenTheProcessIsAskedToEnd() throws Exception {
    try (Interruption guard = Interruption.of();
        SequenceQueue<String> queue = queue(this::waits)) {
      CompletableFuture<Object> running = inBackground(queue, 1);
      atWork.await();
      CompletableFuture<Object> waiting = inBackground(queue, 4 * TASK - 1);
      awaitWaiting(queue, 4 * TASK);
      CompletableFuture<Object> withoutRoom = inBackground(queue, 1);
      guard.ask();
      assertThat(String.valueOf(waiting.get())).contains("StoppedException");
      assertThat(String.valueOf(withoutRoom.get())).contains("StoppedException");
      assertThat(running).as("its batch runs").isNotDone();
      goOn.countDown();
      assertThat(String.valueOf(running.get())).contains("StoppedException");
    }
  }

  @Test
  void anInterruptedWorkerFreesNothingWhileTheNetworkRuns() throws Exception {
    SequenceQueue<String> queue = queue(this::waits);
    CompletableFuture<String> ended = new CompletableFuture<>();
    Thread worker =
        new Thread(
            () -> {
              Throwable error = catchThrowable(() -> queue.embed(sequences(1)));
              queue.close();
              ended.complete(error.getMessage() + ", " + Thread.currentThread().isInterrupted());
            });
    worker.start();
    atWork.await();
    worker.interrupt();
    worker.join(200);
    assertThat(freed).isFalse();
    goOn.countDown();
    assertThat(ended.get()).isEqualTo("interrupted while the network ran, true");
    assertThat(freed).isTrue();
  }

  @Test
  void theErrorOfOneDocumentDoesNotFailAnother() throws Exception {
    try (SequenceQueue<String> queue =
        queue(
            sequences -> {
              waits(sequences);
              if (sequences.size() > 1) {
                throw new IllegalStateException("too many");
              }
              return names(sequences);
            })) {
      CompletableFuture<Object> first = inBackground(queue, 1);
      atWork.await();
      CompletableFuture<Object> second = inBackground(queue, 1);
      awaitWaiting(queue, 2);
      CompletableFuture<Object> third = inBackground(queue, 2);
      awaitWaiting(queue, 4);
      goOn.countDown();
      assertThat(first.get()).isEqualTo(List.of("t0"));
      assertThat(second.get()).isEqualTo(List.of("t0"));
      assertThat(String.valueOf(third.get())).contains("too many");
    }
  }
}
