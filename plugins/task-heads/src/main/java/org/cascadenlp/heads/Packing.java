package org.cascadenlp.heads;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;

/**
 * Arranges the tokens of sequences for an LSTM: a grid of steps and sequences, and a second grid
 * with every sequence reversed.
 *
 * @param steps the number of steps; those after the longest sequence are padding
 * @param columns the number of columns; those after the last sequence are padding
 * @param rows the number of all rows, which marks padding in the grid
 * @param places (steps, columns): the row of each token
 * @param cells the cell of each token, row-major, in the order of the sequences
 * @param placesBackward as {@code places}, for the reversed grid
 * @param cellsBackward as {@code cells}, for the reversed grid
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

  /** A grid without padded columns and steps, with one column per sequence of {@code chosen}. */
  static Packing of(int[] lengths, int[] chosen) {
    return of(lengths, chosen, chosen.length, longest(lengths, chosen));
  }

  /**
   * A grid with one column per sequence of {@code chosen}.
   *
   * @param lengths the number of tokens of each sequence
   * @param columns the number of columns, at least that of the sequences
   * @param steps the number of steps, at least the length of the longest sequence
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

  /** The length of the longest sequence of {@code chosen}. */
  static int longest(int[] lengths, int[] chosen) {
    return Arrays.stream(chosen).map(sequence -> lengths[sequence]).max().orElse(0);
  }

  /** (steps, columns): the row of each token. */
  NDArray places(NDManager manager) {
    return manager.create(places, new Shape(steps, columns));
  }

  /** (2, steps, columns): the row of each token in both grids. */
  NDArray bothPlaces(NDManager manager) {
    return manager.create(joined(places, placesBackward), new Shape(2, steps, columns));
  }

  /** (2, tokens): the cell of each token in both grids. */
  NDArray bothCells(NDManager manager) {
    return manager.create(joined(cells, cellsBackward), new Shape(2, cells.length));
  }

  private static long[] joined(long[] first, long[] second) {
    long[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  /** Arranges {@code values}, one per row, in the grid; padding is 0. */
  NDArray spread(NDManager manager, long[] values) {
    long[] grid = new long[places.length];
    for (long cell : cells) {
      grid[(int) cell] = values[(int) places[(int) cell]];
    }
    return manager.create(grid, new Shape(steps, columns));
  }
}
