package org.cascadenlp.transformers.program;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The inputs of one call of the network: the subwords of all sequences packed into rows without
 * padding, and the indices between these rows and the padded grid (batch, length) of attention.
 *
 * <p>With segment recurrence a sequence also attends to hidden states of its earlier segments
 * (mems). Their rows follow those of all subwords; in the grid they precede the sequence's first
 * subword.
 *
 * <p>The number of rows and the length of the grid are padded to multiples of 16: libtorch's
 * kernels then compute a row to the same bits, independent of the other rows.
 */
public final class SubwordBatch {

  /** Rows and lengths are padded to multiples of this number. */
  static final int BLOCK = 16;

  private final int rows;
  private final int length;
  private final int keyLength;
  private final int batch;
  private final long[] ids;
  private final long[] positions;
  private final long[] cells;
  private final long[] back;
  private final boolean[] mask;

  private final long[] types;

  /** The first row of each sequence. */
  public final int[] firstRow;

  /** A batch without mems; arguments as below. */
  public SubwordBatch(List<int[]> sequences, List<int[]> segments, List<int[]> positionIds) {
    this(sequences, segments, positionIds, new int[sequences.size()]);
  }

  /**
   * A batch of sequences.
   *
   * @param sequences the subword ids of each sequence, including special tokens
   * @param segments the token types of the subwords
   * @param positionIds the position ids of the subwords
   * @param memoryLengths the number of earlier states of each sequence; their rows are in the same
   *     order
   */
  public SubwordBatch(
      List<int[]> sequences, List<int[]> segments, List<int[]> positionIds, int[] memoryLengths) {
    batch = sequences.size();
    int real = 0;
    int longest = 1;
    for (int[] sequence : sequences) {
      real = Math.addExact(real, sequence.length);
      longest = Math.max(longest, sequence.length);
    }
    length = padded(longest);
    int memory = padded(IntStream.of(memoryLengths).max().orElse(0));
    keyLength = length + memory;
    rows = padded(real);
    ids = new long[rows];
    types =
        new long[rows + padded(IntStream.of(memoryLengths).sum())]; // earlier states have type 0
    positions = new long[rows];
    back = new long[rows];
    mask = new boolean[Math.multiplyExact(batch, keyLength)];
    cells = new long[mask.length];
    firstRow = new int[batch];
    int row = 0;
    int earlier = rows;
    for (int b = 0; b < batch; b++) {
      firstRow[b] = row;
      for (int cell = b * keyLength + memory - memoryLengths[b];
          cell < b * keyLength + memory;
          cell++) {
        cells[cell] = earlier++;
        mask[cell] = true;
      }
      for (int i = 0; i < sequences.get(b).length; i++, row++) {
        ids[row] = sequences.get(b)[i];
        types[row] = segments.get(b)[i];
        positions[row] = positionIds.get(b)[i];
        back[row] = (long) b * length + i;
        int cell = b * keyLength + memory + i;
        cells[cell] = row;
        mask[cell] = true;
      }
    }
  }

  /** The smallest multiple of {@link #BLOCK} that is at least {@code n}. */
  public static int padded(int n) {
    return (n + BLOCK - 1) / BLOCK * BLOCK;
  }

  /** (rows) the subword ids. */
  NDArray ids(NDManager manager) {
    return manager.create(ids);
  }

  /** (rows) the position ids. */
  NDArray positions(NDManager manager) {
    return manager.create(positions);
  }

  /** (rows + rows of earlier states) the token types. */
  NDArray types(NDManager manager) {
    return manager.create(types);
  }

  /** (batch * keylength) the row of each cell of the grid, 0 for padding. */
  NDArray cells(NDManager manager) {
    return manager.create(cells);
  }

  /** (rows) the cell of each row in the grid (batch, length) without mems, 0 for padding rows. */
  NDArray back(NDManager manager) {
    return manager.create(back);
  }

  /** (batch, 1, 1, keylength) the key mask: false for padding. */
  NDArray mask(NDManager manager) {
    return manager.create(mask, new Shape(batch, 1, 1, keyLength));
  }

  /** (3) batch size, length, and key length, which is the length plus that of the mems. */
  NDArray grid(NDManager manager) {
    return manager.create(new long[] {batch, length, keyLength});
  }
}
