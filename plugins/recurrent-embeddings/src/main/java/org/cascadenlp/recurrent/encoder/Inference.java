package org.cascadenlp.recurrent.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.function.Function;
import org.cascadenlp.core.ModelStore;
import org.cascadenlp.neural.torch.InferenceThread;
import org.cascadenlp.neural.torch.Torch;

/** Runs a network once on the inference thread and frees its arrays. */
public final class Inference {

  private Inference() {}

  /**
   * The values of the array that {@code network} returns.
   *
   * @param part the network's name in errors
   */
  public static float[] values(String part, Function<NDManager, NDArray> network) {
    try (ModelStore.Lease<InferenceThread> thread = InferenceThread.lease()) {
      return thread
          .model()
          .call(
              part,
              () -> {
                try (NDManager owner = Torch.manager()) {
                  return network.apply(owner).toFloatArray();
                }
              });
    }
  }
}
