package org.cascadenlp.languagemodels;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.neural.torch.Program;

/**
 * The keys and values of one sequence's subwords in all layers: (layers, 2, 1, heads, capacity,
 * head width). It grows by doubling up to what the sequence may need at most.
 */
final class KeyValueCache implements AutoCloseable {

  private static final int LEAST = 64;

  private final Program grow;
  private final NDManager manager;
  private final int most;
  private NDArray array;
  private int capacity;
  private int size;

  /**
   * An empty cache.
   *
   * @param grow copies a cache into a larger one
   * @param none a cache with room for one subword, for its shape; not closed
   * @param most the subwords there may ever be
   */
  KeyValueCache(Program grow, NDManager parent, NDArray none, int most) {
    this.grow = grow;
    this.manager = parent.newSubManager();
    this.array = none;
    this.most = most;
  }

  /** The subwords whose keys and values it holds. */
  int size() {
    return size;
  }

  /** The array, with room for {@code more} subwords behind those it holds, which it then counts. */
  NDArray add(int more) {
    int needed = size + more;
    if (needed > most) {
      throw new IllegalArgumentException(needed + " subwords in a cache of at most " + most);
    }
    if (needed > capacity) {
      NDArray old = array;
      int larger = Math.min(most, Math.max(Math.max(LEAST, needed), 2 * capacity));
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
