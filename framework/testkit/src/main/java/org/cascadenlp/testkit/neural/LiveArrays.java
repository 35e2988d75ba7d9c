package org.cascadenlp.testkit.neural;

import ai.djl.ndarray.NDManager;
import org.cascadenlp.neural.torch.Torch;

/** Counts the open native arrays of this process, in all managers. */
public final class LiveArrays {

  private LiveArrays() {}

  /** The number of open arrays, including those of other threads. */
  public static int count() {
    // the engine's manager is the root of all others and lists their open arrays
    try (NDManager probe = Torch.manager()) {
      return probe.getParentManager().getManagedArrays().size();
    }
  }
}
