package org.cascadenlp.neural.embedding;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.cascadenlp.core.ModelStore;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.process.Interruption;
import org.cascadenlp.core.process.StoppedException;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.torch.InferenceThread;

/**
 * Sequences of all workers on their way to one network: what waits when the inference thread comes
 * round goes into the network together, whichever document it belongs to.
 *
 * <p>A task of the thread has at most {@value #TASK} sequences, and {@value #TASKS} times as many may
 * wait; who has more waits for room. A long document thus takes turns with others. Where the thread
 * begins no batch for {@value #DEADLINE_SECONDS} seconds, a worker waits no longer.
 */
public final class SequenceQueue<T> implements AutoCloseable {

  /** Sequences of one task: enough for full batches of one length each. */
  static final int TASK = 4096;

  private static final int TASKS = 4;
  private static final int DEADLINE_SECONDS = 600;

  private final String part;
  private final int task;
  private final int deadline;
  private final Function<List<Sequence>, List<T>> network;
  private final Runnable free;
  private final ModelStore.Lease<InferenceThread> thread = InferenceThread.lease();
  private final Queue<Request<T>> waiting = new ConcurrentLinkedQueue<>();
  private final Semaphore room;

  private record Request<T>(List<Sequence> sequences, CompletableFuture<List<T>> result) {}

  /** Something to wait for: true where it came to pass within a second. */
  private interface Event {
    boolean comesWithin(long time, TimeUnit unit) throws InterruptedException;
  }

  /**
   * A queue before {@code network}.
   *
   * @param part how errors name what has the network
   * @param network is called on the inference thread and returns one result a sequence; it calls {@link
   *     InferenceThread#nextBatch} before each batch
   * @param free is called on the inference thread when the queue is closed, and frees the network
   */
  public SequenceQueue(String part, Function<List<Sequence>, List<T>> network, Runnable free) {
    this(part, TASK, network, free);
  }

  /**
   * As {@link #SequenceQueue(String, Function, Runnable)}, for a network to which it matters which
   * sequences come together.
   *
   * @param multiple of which the sequences of a task are one, but for the end of a document
   */
  public static <T> SequenceQueue<T> ofMultiples(
      int multiple, String part, Function<List<Sequence>, List<T>> network, Runnable free) {
    return new SequenceQueue<>(part, Math.max(1, TASK / multiple) * multiple, network, free);
  }

  private SequenceQueue(
      String part, int task, Function<List<Sequence>, List<T>> network, Runnable free) {
    this(part, task, DEADLINE_SECONDS, network, free);
  }

  /** As the others; {@code deadline} is in seconds. */
  SequenceQueue(
      String part,
      int task,
      int deadline,
      Function<List<Sequence>, List<T>> network,
      Runnable free) {
    this.part = part;
    this.task = task;
    this.deadline = deadline;
    this.network = network;
    this.free = free;
    this.room = new Semaphore(TASKS * task, true);
  }

  /**
   * What the network makes of {@code sequences}, when their turn has come.
   *
   * @throws StoppedException where the process has been asked to end before all were embedded
   * @throws CascadeException naming the part where the network hangs
   */
  public List<T> embed(List<Sequence> sequences) {
    List<Request<T>> requests = new ArrayList<>();
    try {
      for (int from = 0; from < sequences.size(); from += task) {
        requests.add(submit(sequences.subList(from, Math.min(sequences.size(), from + task))));
      }
      List<T> rows = new ArrayList<>(sequences.size());
      for (Request<T> request : requests) {
        rows.addAll(result(request));
      }
      return rows;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the network ran", e);
    } finally {
      requests.forEach(
          request -> request.result.cancel(false)); // nobody waits for what is not done
    }
  }

  private Request<T> submit(List<Sequence> sequences) throws InterruptedException {
    Interruption.check();
    await((time, unit) -> room.tryAcquire(sequences.size(), time, unit));
    Request<T> request = new Request<>(sequences, new CompletableFuture<>());
    waiting.add(request);
    thread.model().submit(this::drain);
    return request;
  }

  private List<T> result(Request<T> request) throws InterruptedException {
    await((time, unit) -> isDone(request, time, unit));
    return InferenceThread.await(request.result);
  }

  private static boolean isDone(Request<?> request, long time, TimeUnit unit)
      throws InterruptedException {
    try {
      request.result.get(time, unit);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      return true;
    }
  }

  /** Waits for {@code event} as long as the thread begins batches, whoever they are for. */
  private void await(Event event) throws InterruptedException {
    long begun = thread.model().begun();
    // seconds are counted, not measured: a process that was suspended has not waited
    for (int idle = 0; !event.comesWithin(1, TimeUnit.SECONDS); idle++) {
      if (begun != thread.model().begun()) {
        begun = thread.model().begun();
        idle = 0;
      }
      if (idle >= deadline) {
        throw CascadeException.of(
            part,
            "its network has not begun a batch for " + deadline + " s",
            "look whether the machine has memory and processors left; a lower batchTokens makes"
                + " batches shorter");
      }
    }
  }

  /** Sequences that the queue holds, those at work included. */
  int waiting() {
    return TASKS * task - room.availablePermits();
  }

  private void drain() {
    List<Request<T>> together = new ArrayList<>();
    int size = 0;
    for (Request<T> r; (r = waiting.peek()) != null; ) {
      if (size > 0 && size + r.sequences.size() > task) {
        break;
      }
      waiting.remove(); // the same: nobody else takes any
      if (r.result.isDone()) {
        room.release(r.sequences.size());
      } else {
        together.add(r);
        size += r.sequences.size();
      }
    }
    try {
      if (!together.isEmpty()) {
        embedTogether(together);
      }
    } finally {
      room.release(size);
    }
  }

  private void embedTogether(List<Request<T>> together) {
    List<Sequence> sequences = new ArrayList<>();
    together.forEach(request -> sequences.addAll(request.sequences));
    try {
      Interruption.check();
      List<T> rows = network.apply(sequences);
      int at = 0;
      for (Request<T> r : together) {
        r.result.complete(new ArrayList<>(rows.subList(at, at + r.sequences.size())));
        at += r.sequences.size();
      }
    } catch (StoppedException e) {
      together.forEach(r -> r.result.completeExceptionally(e));
    } catch (RuntimeException | OutOfMemoryError e) {
      if (together.size() == 1) {
        together.get(0).result.completeExceptionally(e);
      } else {
        // one document's sequences must not fail another's
        together.forEach(this::alone);
      }
    } catch (Error e) {
      together.forEach(r -> r.result.completeExceptionally(e));
      throw e;
    }
  }

  private void alone(Request<T> request) {
    try {
      request.result.complete(network.apply(request.sequences));
    } catch (RuntimeException | OutOfMemoryError e) {
      request.result.completeExceptionally(e);
    }
  }

  /** Frees the network when what it is at has ended. */
  @Override
  public void close() {
    thread.model().release(free);
    thread.close();
  }
}
