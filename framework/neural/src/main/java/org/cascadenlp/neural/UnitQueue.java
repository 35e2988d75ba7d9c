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
public final class UnitQueue implements AutoCloseable {

  private final Function<List<Unit>, List<float[]>> network;
  private final ModelStore.Lease<InferenceThread> thread = InferenceThread.lease();
  private final Queue<Request> waiting = new ConcurrentLinkedQueue<>();

  private record Request(List<Unit> units, CompletableFuture<List<float[]>> result) {}

  /**
   * A queue before {@code network}, which is called on the inference thread and returns one array a
   * unit.
   */
  public UnitQueue(Function<List<Unit>, List<float[]>> network) {
    this.network = network;
  }

  /** The vectors of {@code units}, when their turn has come. */
  public List<float[]> embed(List<Unit> units) {
    if (units.isEmpty()) {
      return List.of();
    }
    Request request = new Request(units, new CompletableFuture<>());
    waiting.add(request);
    thread.model().submit(this::drain);
    return InferenceThread.await(request.result);
  }

  private void drain() {
    List<Request> together = new ArrayList<>();
    List<Unit> units = new ArrayList<>();
    for (Request r; units.size() < 4096 && (r = waiting.poll()) != null; ) {
      if (!r.result.isDone()) {
        together.add(r);
        units.addAll(r.units);
      }
    }
    if (together.isEmpty()) {
      return;
    }
    try {
      List<float[]> rows = network.apply(units);
      int at = 0;
      for (Request r : together) {
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

  private void alone(Request request) {
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
