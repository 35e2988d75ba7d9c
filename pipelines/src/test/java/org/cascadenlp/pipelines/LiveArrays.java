package org.cascadenlp.pipelines;

import ai.djl.ndarray.NDManager;
import org.cascadenlp.neural.torch.Torch;

/** The native arrays of this process that nobody has closed, whichever manager they belong to. */
final class LiveArrays {

  private LiveArrays() {}

  static int count() {
    // every manager hangs below the engine's own, with all that it has not closed
    try (NDManager probe = Torch.manager()) {
      return probe.getParentManager().getManagedArrays().size();
    }
  }
}
