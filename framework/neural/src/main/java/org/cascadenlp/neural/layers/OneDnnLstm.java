package org.cascadenlp.neural.layers;

import ai.djl.Device;
import org.cascadenlp.neural.torch.Cpu;
import org.cascadenlp.neural.torch.Torch;

/**
 * Batch sizes for {@code torch.lstm} without gradients on CPUs where it runs as one oneDNN kernel.
 * A kernel is compiled for each size, so sizes are rounded up to a few values.
 */
public final class OneDnnLstm {

  private static final int STEPS = 2;
  private static final int COLUMNS = 32;

  private OneDnnLstm() {}

  /**
   * True if this CPU runs it as one kernel whose rows do not depend on the rest of the batch:
   * observed with AVX2 and AVX-512, not with older instruction sets.
   */
  public static boolean here() {
    return Torch.device().equals(Device.cpu()) && Cpu.hasAvx2();
  }

  /**
   * The number of time steps for a batch whose longest sequence has {@code longest} elements.
   *
   * @param sizes the number of sizes between a power of two and the next. Fewer sizes need fewer
   *     kernels but more padding: at most one padded step in {@code sizes}, or one
   */
  public static int steps(int longest, int sizes) {
    int below = Integer.highestOneBit(Math.max(1, longest - 1));
    return upTo(Math.max(STEPS, below / sizes), longest);
  }

  /** The batch size for so many sequences: a power of two, or a multiple of 32. */
  public static int columns(int sequences) {
    return sequences > COLUMNS
        ? upTo(COLUMNS, sequences)
        : sequences <= 1 ? 1 : 2 * Integer.highestOneBit(sequences - 1);
  }

  private static int upTo(int multiple, int least) {
    return Math.addExact(least, Math.floorMod(-least, multiple));
  }
}
