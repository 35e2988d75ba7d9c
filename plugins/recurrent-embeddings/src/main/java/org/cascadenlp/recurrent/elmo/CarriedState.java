package org.cascadenlp.recurrent.elmo;

import java.util.Arrays;

/**
 * The final LSTM states of the last batch, carried over to the next: hidden and cell states by
 * layer, direction and position in the batch. Positions that a batch does not use keep their state.
 */
final class CarriedState {

  private final int hiddenWidth;
  private final int cellWidth;
  private final float[][][] hidden;
  private final float[][][] cells;

  /** Creates zero states for {@code rows} positions. */
  CarriedState(ElmoLstm.Shapes shapes, int rows) {
    hiddenWidth = shapes.width();
    cellWidth = shapes.cells();
    hidden = new float[2 * shapes.layers()][rows][hiddenWidth];
    cells = new float[2 * shapes.layers()][rows][cellWidth];
  }

  /**
   * Hidden states (layers, 2, slots, width); slot j has the state of {@code order[j]}, others 0.
   */
  float[] hidden(int[] order, int slots) {
    return laidOut(hidden, order, slots, hiddenWidth);
  }

  /** Cell states, laid out likewise. */
  float[] cells(int[] order, int slots) {
    return laidOut(cells, order, slots, cellWidth);
  }

  private static float[] laidOut(float[][][] states, int[] order, int slots, int width) {
    float[] all = new float[states.length * slots * width];
    for (int i = 0; i < states.length; i++) {
      for (int j = 0; j < order.length; j++) {
        System.arraycopy(states[i][order[j]], 0, all, (i * slots + j) * width, width);
      }
    }
    return all;
  }

  /** Stores the final states of layer and direction number {@code i}: (slots, width) each. */
  void take(int[] order, int i, float[] newHidden, float[] newCells) {
    for (int j = 0; j < order.length; j++) {
      hidden[i][order[j]] = Arrays.copyOfRange(newHidden, j * hiddenWidth, (j + 1) * hiddenWidth);
      cells[i][order[j]] = Arrays.copyOfRange(newCells, j * cellWidth, (j + 1) * cellWidth);
    }
  }
}
