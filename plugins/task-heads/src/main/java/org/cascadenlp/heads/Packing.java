package org.cascadenlp.heads;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;

/**
 * A grid of steps and sequences over rows that hold the tokens of sequences one after the other, and a
 * second one on which every sequence begins with its last token.
 *
 * @param steps the steps of the grid; those past the longest sequence are empty
 * @param columns the columns of the grid; those past the sequences are empty
 * @param rows the number of all rows, which stands for "no token"
 * @param places (steps, columns): the row of each token
 * @param cells the cell of each token, row-major, sequence after sequence
 * @param placesBackward as {@code places}, on the second grid
 * @param cellsBackward as {@code cells}, on the second grid
 */
@SuppressWarnings("ArrayRecordComponent") // handed to the native library, never compared
record Packing(
    int steps,
    int columns,
    int rows,
    long[] places,
    long[] cells,
    long[] placesBackward,
    long[] cellsBackward) {

  /** The sequences {@code chosen}, one a column in that order, on a grid that is just large enough. */
  static Packing of(int[] lengths, int[] chosen) {
    return of(lengths, chosen, chosen.length, longest(lengths, chosen));
  }

  /**
   * The sequences {@code chosen}, one a column in that order.
   *
   * @param lengths the tokens of all sequences
   * @param columns of the grid, at least as many as sequences
   * @param steps of the grid, at least as many as the longest sequence has tokens
   */
  static Packing of(int[] lengths, int[] chosen, int columns, int steps) {
    int[] first = new int[lengths.length + 1];
    for (int sequence = 0; sequence < lengths.length; sequence++) {
      first[sequence + 1] = first[sequence] + lengths[sequence];
    }
    int rows = first[lengths.length];
    long[] places = new long[Math.multiplyExact(steps, columns)];
    Arrays.fill(places, rows);
    long[] placesBackward = places.clone();
    long[] cells = new long[Arrays.stream(chosen).map(sequence -> lengths[sequence]).sum()];
    long[] cellsBackward = new long[cells.length];
    int token = 0;
    for (int column = 0; column < chosen.length; column++) {
      int length = lengths[chosen[column]];
      for (int step = 0; step < length; step++, token++) {
        long row = (long) first[chosen[column]] + step;
        int cell = step * columns + column;
        places[cell] = row;
        cells[token] = cell;
        int backward = (length - 1 - step) * columns + column;
        placesBackward[backward] = row;
        cellsBackward[token] = backward;
      }
    }
    return new Packing(steps, columns, rows, places, cells, placesBackward, cellsBackward);
  }

  /** The tokens of the longest of the sequences {@code chosen}. */
  static int longest(int[] lengths, int[] chosen) {
    return Arrays.stream(chosen).map(sequence -> lengths[sequence]).max().orElse(0);
  }

  /** (steps, columns): the row of each token. */
  NDArray places(NDManager manager) {
    return manager.create(places, new Shape(steps, columns));
  }

  /** (2, steps, columns): the row of each token on the first grid and on the second. */
  NDArray bothPlaces(NDManager manager) {
    return manager.create(joined(places, placesBackward), new Shape(2, steps, columns));
  }

  /** (2, tokens): the cell of each token on the first grid and on the second. */
  NDArray bothCells(NDManager manager) {
    return manager.create(joined(cells, cellsBackward), new Shape(2, cells.length));
  }

  private static long[] joined(long[] first, long[] second) {
    long[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  /** {@code values}, one a row, on the grid; 0 where there is no token. */
  NDArray spread(NDManager manager, long[] values) {
    long[] grid = new long[places.length];
    for (long cell : cells) {
      grid[(int) cell] = values[(int) places[(int) cell]];
    }
    return manager.create(grid, new Shape(steps, columns));
  }
}
