package org.cascadenlp.recurrent.encoder;

import java.util.Arrays;

/**
 * The states in which the sequences of the last batch ended: hidden states and cells of each layer,
 * direction and place in the batch. A place that a batch leaves empty keeps its state.
 */
public final class CarriedState {

  private final int hiddenWidth;
  private final int cellWidth;
  private final float[][][] hidden;
  private final float[][][] cells;

  /** Zero for {@code rows} places. */
  public CarriedState(BiLstm.Shapes shapes, int rows) {
    hiddenWidth = shapes.hidden();
    cellWidth = shapes.cells();
    hidden = new float[2 * shapes.layers()][rows][hiddenWidth];
    cells = new float[2 * shapes.layers()][rows][cellWidth];
  }

  /** (layers, 2, slots, width) where the slot of {@code order[j]} is j and others are zero. */
  float[] hidden(int[] order, int slots) {
    return laidOut(hidden, order, slots, hiddenWidth);
  }

  /** The same of cells. */
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

  /** Keeps what layer and direction number {@code i} ended with: (slots, width) each. */
  void take(int[] order, int i, float[] newHidden, float[] newCells) {
    for (int j = 0; j < order.length; j++) {
      hidden[i][order[j]] = Arrays.copyOfRange(newHidden, j * hiddenWidth, (j + 1) * hiddenWidth);
      cells[i][order[j]] = Arrays.copyOfRange(newCells, j * cellWidth, (j + 1) * cellWidth);
    }
  }
}
