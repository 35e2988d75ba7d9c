package org.cascadenlp.testkit.neural;

import ai.djl.ndarray.NDManager;
import org.cascadenlp.neural.torch.Torch;

/** The native arrays of this process that nobody has closed, whichever manager they belong to. */
public final class LiveArrays {

  private LiveArrays() {}

  /** Their number; arrays of other threads count too. */
  public static int count() {
    // every manager is below the engine's own, with all that it has not closed
    try (NDManager probe = Torch.manager()) {
      return probe.getParentManager().getManagedArrays().size();
    }
  }
}
