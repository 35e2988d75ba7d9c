package org.cascadenlp.contextual;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/**
 * Sequences laid out for one call of the network: real subwords packed into rows, and the place of
 * each in the padded grid that attention sees.
 *
 * <p>Rows are padded to a multiple of 16 and the grid's length is one, because libtorch's kernels
 * then give a row the same bits whatever stands beside it.
 */
final class SubwordBatch {

  /** What rows and lengths are padded to a multiple of. */
  static final int BLOCK = 16;

  private final int rows;
  private final int length;
  private final int batch;
  private final long[] ids;
  private final long[] positions;
  private final long[] cells;
  private final long[] back;
  private final boolean[] mask;

  private final long[] types;

  /** The row in which each sequence begins. */
  final int[] firstRow;

  /**
   * Lays out sequences.
   *
   * @param sequences the subwords of each, special tokens included
   * @param segments the segment of each subword
   * @param places the position of each subword
   */
  SubwordBatch(List<int[]> sequences, List<int[]> segments, List<int[]> places) {
    batch = sequences.size();
    int real = 0;
    int longest = 1;
    for (int[] sequence : sequences) {
      real = Math.addExact(real, sequence.length);
      longest = Math.max(longest, sequence.length);
    }
    length = padded(longest);
    rows = padded(real);
    ids = new long[rows];
    types = new long[rows];
    positions = new long[rows];
    back = new long[rows];
    mask = new boolean[Math.multiplyExact(batch, length)];
    cells = new long[mask.length];
    firstRow = new int[batch];
    int row = 0;
    for (int b = 0; b < batch; b++) {
      firstRow[b] = row;
      for (int i = 0; i < sequences.get(b).length; i++, row++) {
        ids[row] = sequences.get(b)[i];
        types[row] = segments.get(b)[i];
        positions[row] = places.get(b)[i];
        int cell = b * length + i;
        back[row] = cell;
        cells[cell] = row;
        mask[cell] = true;
      }
    }
  }

  /** The smallest multiple of {@link #BLOCK} that is at least {@code n}. */
  static int padded(int n) {
    return (n + BLOCK - 1) / BLOCK * BLOCK;
  }

  /** (rows) the subwords' ids. */
  NDArray ids(NDManager manager) {
    return manager.create(ids);
  }

  /** (rows) the place of each subword in its window. */
  NDArray positions(NDManager manager) {
    return manager.create(positions);
  }

  /** (rows) the segment of each subword. */
  NDArray types(NDManager manager) {
    return manager.create(types);
  }

  /** (batch * length) the row in each place of the grid, 0 for places that only pad. */
  NDArray cells(NDManager manager) {
    return manager.create(cells);
  }

  /** (rows) the place of each row in the grid, 0 for rows that only pad. */
  NDArray back(NDManager manager) {
    return manager.create(back);
  }

  /** (batch, 1, 1, length) true where the grid holds a subword. */
  NDArray mask(NDManager manager) {
    return manager.create(mask, new Shape(batch, 1, 1, length));
  }

  /** (2) batch and length of the grid. */
  NDArray grid(NDManager manager) {
    return manager.create(new long[] {batch, length});
  }
}
