package org.cascadenlp.neural.embedding;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.cascadenlp.core.ModelStore;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.process.Interruption;
import org.cascadenlp.core.process.StoppedException;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.torch.Deadline;
import org.cascadenlp.neural.torch.InferenceThread;

/**
 * The queue of sequences before one network. Requests of all workers that are waiting when the
 * inference thread is free are run together, across documents.
 *
 * <p>A task of the thread has at most {@value #TASK} sequences, and the queue holds {@value #TASKS}
 * times as many; a worker with more blocks until there is room, so that a long document takes turns
 * with others. A worker fails if the thread begins no batch for too long ({@link Deadline}).
 */
public final class SequenceQueue<T> implements AutoCloseable {

  /** The most sequences of one task: enough for full batches of sequences of similar length. */
  static final int TASK = 4096;

  private static final int TASKS = 4;

  private final Deadline deadline;
  private final int task;
  private final Function<List<Sequence>, List<T>> network;
  private final Runnable free;
  private final ModelStore.Lease<InferenceThread> thread = InferenceThread.lease();
  private final Queue<Request<T>> waiting = new ConcurrentLinkedQueue<>();
  private final Semaphore room;

  private record Request<T>(
      List<Sequence> sequences, CompletableFuture<List<T>> result, AtomicBoolean begun) {}

  /**
   * Creates the queue before {@code network}.
   *
   * @param part the network's name in errors
   * @param network runs on the inference thread and returns one result per sequence; it calls
   *     {@link InferenceThread#nextBatch} before each batch
   * @param free runs on the inference thread when the queue is closed, and frees the network
   */
  public SequenceQueue(String part, Function<List<Sequence>, List<T>> network, Runnable free) {
    this(part, TASK, network, free);
  }

  /**
   * As {@link #SequenceQueue(String, Function, Runnable)}, for a network whose results depend on
   * how sequences are divided into batches.
   *
   * @param multiple the batch size: each task has a multiple of it, except at the end of a document
   */
  public static <T> SequenceQueue<T> ofMultiples(
      int multiple, String part, Function<List<Sequence>, List<T>> network, Runnable free) {
    return new SequenceQueue<>(part, Math.max(1, TASK / multiple) * multiple, network, free);
  }

  private SequenceQueue(
      String part, int task, Function<List<Sequence>, List<T>> network, Runnable free) {
    this(Deadline.of(part), task, network, free);
  }

  SequenceQueue(
      Deadline deadline, int task, Function<List<Sequence>, List<T>> network, Runnable free) {
    this.deadline = deadline;
    this.task = task;
    this.network = network;
    this.free = free;
    this.room = new Semaphore(TASKS * task, true);
  }

  /**
   * Runs the network on {@code sequences}, in turn with other workers, and returns its results.
   *
   * @throws StoppedException if the process was asked to end before all were embedded
   * @throws CascadeException naming the part if the network hangs
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
          request -> request.result.cancel(false)); // after an error the rest is not needed
    }
  }

  private Request<T> submit(List<Sequence> sequences) throws InterruptedException {
    Interruption.check();
    deadline.await(
        thread.model(), () -> false, (time, unit) -> room.tryAcquire(sequences.size(), time, unit));
    Request<T> request = new Request<>(sequences, new CompletableFuture<>(), new AtomicBoolean());
    waiting.add(request);
    thread.model().submit(this::drain);
    return request;
  }

  private List<T> result(Request<T> request) throws InterruptedException {
    deadline.await(thread.model(), request.begun::get, Deadline.done(request.result));
    return InferenceThread.await(request.result);
  }

  /** The number of sequences in the queue, including those being processed. */
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
      waiting.remove(); // the request that was peeked: only this thread removes any
      if (r.result.isDone()) {
        room.release(r.sequences.size());
      } else {
        r.begun.set(true);
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
        // run them one by one, so that a failing document does not fail others
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

  /** Frees the network after its current batch. */
  @Override
  public void close() {
    thread.model().release(free);
    thread.close();
  }
}
