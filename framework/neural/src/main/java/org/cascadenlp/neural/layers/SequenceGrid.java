package org.cascadenlp.neural.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;

/**
 * Sequences whose tokens are consecutive rows, padded to the longest: a grid of steps and
 * sequences, and a second grid with every sequence reversed. All begin at the first step.
 *
 * @param steps the number of steps; those after the longest sequence are padding
 * @param columns the number of columns; those after the last sequence are padding
 * @param places (steps, columns): the row of each token; the number of rows for padding
 * @param cells the cell of each row, row-major
 * @param placesBackward as {@code places}, for the reversed grid
 * @param cellsBackward as {@code cells}, for the reversed grid
 */
@SuppressWarnings("ArrayRecordComponent") // handed to the native library, never compared
public record SequenceGrid(
    int steps,
    int columns,
    long[] places,
    long[] cells,
    long[] placesBackward,
    long[] cellsBackward) {

  /** A grid without padded columns and steps for sequences of {@code lengths} tokens. */
  public static SequenceGrid of(int... lengths) {
    return of(lengths, Arrays.stream(lengths).max().orElse(0), lengths.length);
  }

  /**
   * A grid with one column per sequence.
   *
   * @param lengths the number of tokens of each sequence
   * @param steps the number of steps, at least the length of the longest sequence
   * @param columns the number of columns, at least that of the sequences
   */
  public static SequenceGrid of(int[] lengths, int steps, int columns) {
    int rows = Arrays.stream(lengths).reduce(0, Math::addExact);
    long[] places = new long[Math.multiplyExact(steps, columns)];
    Arrays.fill(places, rows);
    long[] placesBackward = places.clone();
    long[] cells = new long[rows];
    long[] cellsBackward = new long[rows];
    int row = 0;
    for (int column = 0; column < lengths.length; column++) {
      int length = lengths[column];
      for (int step = 0; step < length; step++, row++) {
        int forward = step * columns + column;
        int backward = (length - 1 - step) * columns + column;
        places[forward] = row;
        cells[row] = forward;
        placesBackward[backward] = row;
        cellsBackward[row] = backward;
      }
    }
    return new SequenceGrid(steps, columns, places, cells, placesBackward, cellsBackward);
  }

  /** (steps, columns): the row of each token. */
  public NDArray places(NDManager manager) {
    return manager.create(places, new Shape(steps, columns));
  }

  /** (2, steps, columns): the row of each token in both grids. */
  NDArray bothPlaces(NDManager manager) {
    return manager.create(joined(places, placesBackward), new Shape(2, steps, columns));
  }

  /** (2, rows): the cell of each row in both grids. */
  NDArray bothCells(NDManager manager) {
    return manager.create(joined(cells, cellsBackward), new Shape(2, cells.length));
  }

  private static long[] joined(long[] first, long[] second) {
    long[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  /** Arranges {@code values}, one per row, in the grid; padding is 0. */
  public NDArray spread(NDManager manager, long[] values) {
    long[] grid = new long[places.length];
    for (int row = 0; row < cells.length; row++) {
      grid[(int) cells[row]] = values[row];
    }
    return manager.create(grid, new Shape(steps, columns));
  }
}
