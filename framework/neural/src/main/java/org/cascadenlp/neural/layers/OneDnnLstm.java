package org.cascadenlp.neural.layers;

import ai.djl.Device;
import org.cascadenlp.neural.torch.Cpu;
import org.cascadenlp.neural.torch.Torch;

/**
 * Where {@code torch.lstm} without gradients runs as one kernel of oneDNN's, and the grids it gets:
 * a kernel is compiled for each size, so sizes are rounded up to few.
 */
public final class OneDnnLstm {

  private static final int STEPS = 2;
  private static final int COLUMNS = 32;

  private OneDnnLstm() {}

  /**
   * Whether it does so here, rows not depending on the batch they are in: seen with AVX2 and
   * AVX-512, not with older instructions.
   */
  public static boolean here() {
    return Torch.device().equals(Device.cpu()) && Cpu.hasAvx2();
  }

  /**
   * The steps of a grid for sequences of which the longest has {@code longest} elements.
   *
   * @param sizes how many there are between a power of two and the next: the fewer, the fewer
   *     kernels are kept and the more steps are empty, one for {@code sizes} at most, or just one
   */
  public static int steps(int longest, int sizes) {
    int below = Integer.highestOneBit(Math.max(1, longest - 1));
    return upTo(Math.max(STEPS, below / sizes), longest);
  }

  /** The columns of a grid for so many sequences: a power of two, or a multiple of 32. */
  public static int columns(int sequences) {
    return sequences > COLUMNS
        ? upTo(COLUMNS, sequences)
        : sequences <= 1 ? 1 : 2 * Integer.highestOneBit(sequences - 1);
  }

  /** The most sequences, of at most {@code most}, whose grid has few empty columns. */
  public static int filled(int most) {
    return most > COLUMNS ? most - most % COLUMNS : most;
  }

  private static int upTo(int multiple, int least) {
    return Math.addExact(least, Math.floorMod(-least, multiple));
  }
}
