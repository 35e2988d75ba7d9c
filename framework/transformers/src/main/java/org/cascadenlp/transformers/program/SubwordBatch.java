package org.cascadenlp.transformers.program;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Sequences laid out for one call of the network: real subwords packed into rows, and the place of
 * each in the padded grid that attention sees.
 *
 * <p>Before its own subwords a sequence may see states of earlier ones, as many as it remembers:
 * rows behind those of all subwords, and in the grid places just before the first subword's.
 *
 * <p>Rows are padded to a multiple of 16 and the grid's length is one, because libtorch's kernels
 * then give a row the same bits whatever stands beside it.
 */
public final class SubwordBatch {

  /** What rows and lengths are padded to a multiple of. */
  static final int BLOCK = 16;

  private final int rows;
  private final int length;
  private final int reach;
  private final int batch;
  private final long[] ids;
  private final long[] positions;
  private final long[] cells;
  private final long[] back;
  private final boolean[] mask;

  private final long[] types;

  /** The row in which each sequence begins. */
  public final int[] firstRow;

  /** Lays out sequences that remember nothing; the arguments as below. */
  public SubwordBatch(List<int[]> sequences, List<int[]> segments, List<int[]> places) {
    this(sequences, segments, places, new int[sequences.size()]);
  }

  /**
   * Lays out sequences.
   *
   * @param sequences the subwords of each, special tokens included
   * @param segments the segment of each subword
   * @param places the position of each subword
   * @param remembered how many earlier states each sees; their rows come in the same order
   */
  public SubwordBatch(
      List<int[]> sequences, List<int[]> segments, List<int[]> places, int[] remembered) {
    batch = sequences.size();
    int real = 0;
    int longest = 1;
    for (int[] sequence : sequences) {
      real = Math.addExact(real, sequence.length);
      longest = Math.max(longest, sequence.length);
    }
    length = padded(longest);
    int memory = padded(IntStream.of(remembered).max().orElse(0));
    reach = length + memory;
    rows = padded(real);
    ids = new long[rows];
    types = new long[rows + padded(IntStream.of(remembered).sum())]; // that of earlier states is 0
    positions = new long[rows];
    back = new long[rows];
    mask = new boolean[Math.multiplyExact(batch, reach)];
    cells = new long[mask.length];
    firstRow = new int[batch];
    int row = 0;
    int earlier = rows;
    for (int b = 0; b < batch; b++) {
      firstRow[b] = row;
      for (int cell = b * reach + memory - remembered[b]; cell < b * reach + memory; cell++) {
        cells[cell] = earlier++;
        mask[cell] = true;
      }
      for (int i = 0; i < sequences.get(b).length; i++, row++) {
        ids[row] = sequences.get(b)[i];
        types[row] = segments.get(b)[i];
        positions[row] = places.get(b)[i];
        back[row] = (long) b * length + i;
        int cell = b * reach + memory + i;
        cells[cell] = row;
        mask[cell] = true;
      }
    }
  }

  /** The smallest multiple of {@link #BLOCK} that is at least {@code n}. */
  public static int padded(int n) {
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

  /** (rows, then those of earlier states) the segment of each. */
  NDArray types(NDManager manager) {
    return manager.create(types);
  }

  /** (batch * reach) the row in each place of the grid, 0 for places that only pad. */
  NDArray cells(NDManager manager) {
    return manager.create(cells);
  }

  /** (rows) the place of each row in a grid without memory, 0 for rows that only pad. */
  NDArray back(NDManager manager) {
    return manager.create(back);
  }

  /** (batch, 1, 1, reach) true where the grid holds a subword. */
  NDArray mask(NDManager manager) {
    return manager.create(mask, new Shape(batch, 1, 1, reach));
  }

  /** (3) batch, length and reach: what each sees, its memory and as many places as the length. */
  NDArray grid(NDManager manager) {
    return manager.create(new long[] {batch, length, reach});
  }
}
