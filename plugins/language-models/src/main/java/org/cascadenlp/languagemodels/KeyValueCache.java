package org.cascadenlp.languagemodels;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.neural.torch.Program;

/**
 * The keys and values of one sequence in all layers: (layers, 2, 1, heads, capacity, head width).
 * Its capacity doubles up to the maximum length of the sequence.
 */
final class KeyValueCache implements AutoCloseable {

  private static final int MIN_CAPACITY = 64;

  private final Program grow;
  private final NDManager manager;
  private final int limit;
  private NDArray array;
  private int capacity;
  private int size;

  /**
   * An empty cache.
   *
   * @param grow the program that copies a cache into a larger one
   * @param none a cache of capacity 1, for its shape; not closed
   * @param limit the maximum number of subwords
   */
  KeyValueCache(Program grow, NDManager parent, NDArray none, int limit) {
    this.grow = grow;
    this.manager = parent.newSubManager();
    this.array = none;
    this.limit = limit;
  }

  /** The number of subwords in the cache. */
  int size() {
    return size;
  }

  /** The array with room for {@code more} additional subwords, by which the size grows. */
  NDArray add(int more) {
    int needed = size + more;
    if (needed > limit) {
      throw new IllegalArgumentException(needed + " subwords in a cache of at most " + limit);
    }
    if (needed > capacity) {
      NDArray old = array;
      int larger = Math.min(limit, Math.max(Math.max(MIN_CAPACITY, needed), 2 * capacity));
      try (NDArray length = manager.create(new long[] {larger, size})) {
        array = grow.one(Mode.INFERENCE, length, Program.list(List.of(old)));
      }
      if (capacity > 0) {
        old.close();
      }
      capacity = larger;
    }
    size = needed;
    return array;
  }

  @Override
  public void close() {
    manager.close();
  }
}
