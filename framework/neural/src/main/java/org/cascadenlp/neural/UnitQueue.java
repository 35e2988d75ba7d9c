package org.cascadenlp.neural;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.cascadenlp.core.ModelStore;

/**
 * Units of all workers on their way to one network: what waits when the inference thread comes
 * round goes into the network together, whichever document it belongs to.
 */
public final class UnitQueue<T> implements AutoCloseable {

  private final Function<List<Unit>, List<T>> network;
  private final ModelStore.Lease<InferenceThread> thread = InferenceThread.lease();
  private final Queue<Request<T>> waiting = new ConcurrentLinkedQueue<>();

  private record Request<T>(List<Unit> units, CompletableFuture<List<T>> result) {}

  /**
   * A queue before {@code network}, which is called on the inference thread and returns one result
   * a unit.
   */
  public UnitQueue(Function<List<Unit>, List<T>> network) {
    this.network = network;
  }

  /** What the network makes of {@code units}, when their turn has come. */
  public List<T> embed(List<Unit> units) {
    if (units.isEmpty()) {
      return List.of();
    }
    Request<T> request = new Request<>(units, new CompletableFuture<>());
    waiting.add(request);
    thread.model().submit(this::drain);
    return InferenceThread.await(request.result);
  }

  private void drain() {
    List<Request<T>> together = new ArrayList<>();
    List<Unit> units = new ArrayList<>();
    for (Request<T> r; units.size() < 4096 && (r = waiting.poll()) != null; ) {
      if (!r.result.isDone()) {
        together.add(r);
        units.addAll(r.units);
      }
    }
    if (together.isEmpty()) {
      return;
    }
    try {
      List<T> rows = network.apply(units);
      int at = 0;
      for (Request<T> r : together) {
        r.result.complete(new ArrayList<>(rows.subList(at, at + r.units.size())));
        at += r.units.size();
      }
    } catch (RuntimeException | OutOfMemoryError e) {
      if (together.size() == 1) {
        together.get(0).result.completeExceptionally(e);
      } else {
        // one document's units must not fail another's
        together.forEach(this::alone);
      }
    } catch (Error e) {
      together.forEach(r -> r.result.completeExceptionally(e));
      throw e;
    }
  }

  private void alone(Request<T> request) {
    try {
      request.result.complete(network.apply(request.units));
    } catch (RuntimeException | OutOfMemoryError e) {
      request.result.completeExceptionally(e);
    }
  }

  @Override
  public void close() {
    thread.close();
  }
}
