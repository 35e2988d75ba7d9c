package org.cascadenlp.benchmarks.vectors;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cascadenlp.core.ModelStore;
import org.cascadenlp.neural.torch.InferenceThread;
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.neural.torch.Program;
import org.cascadenlp.neural.torch.Torch;

/**
 * MiniLM's matrix products alone, by the same libtorch on the same thread: the upper bound of
 * speed.
 */
final class Products implements AutoCloseable {

  static final int LAYERS = 6;
  static final int WIDTH = 384;
  static final int INNER = 1536;

  /** The number of rows that Cascade packs into a call. */
  private static final int ROWS = 4096;

  private final Program program = Program.load(Products.class, "products", Map.of());
  private final NDManager manager = Torch.manager();
  private final ModelStore.Lease<InferenceThread> thread = InferenceThread.lease();
  private final List<NDArray> weights = new ArrayList<>();
  private final NDArray rows;
  private final NDArray inner;

  Products() {
    rows = normal(ROWS, WIDTH);
    inner = normal(ROWS, INNER);
    for (int[] shape :
        new int[][] {{3 * WIDTH, WIDTH}, {WIDTH, WIDTH}, {INNER, WIDTH}, {WIDTH, INNER}}) {
      weights.add(normal(shape[0], shape[1]));
      weights.add(normal(shape[0]));
    }
  }

  /** The floating point operations of the whole encoder on a sentence of {@code subwords}. */
  static double operations(long subwords) {
    double linear = 2.0 * subwords * (4.0 * WIDTH * WIDTH + 2.0 * WIDTH * INNER);
    double attention = 2.0 * 2.0 * subwords * subwords * WIDTH;
    return LAYERS * (linear + attention);
  }

  /** The floating point operations of {@link #run}. */
  double operations() {
    return LAYERS * 2.0 * ROWS * (4.0 * WIDTH * WIDTH + 2.0 * WIDTH * INNER);
  }

  /** Computes the products of all of MiniLM's layers. */
  void run() {
    thread
        .model()
        .call(
            () -> {
              try (NDManager owner = manager.newSubManager()) {
                NDArray times = owner.create(new int[] {LAYERS});
                program.call(Mode.INFERENCE, times, rows, inner, Program.list(weights));
              }
              return true;
            });
  }

  private NDArray normal(long... shape) {
    return manager.randomNormal(0, 1, new Shape(shape), DataType.FLOAT32);
  }

  @Override
  public void close() {
    thread.close();
    manager.close();
    program.close();
  }
}
