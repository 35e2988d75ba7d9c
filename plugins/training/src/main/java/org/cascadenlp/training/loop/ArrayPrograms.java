package org.cascadenlp.training.loop;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.neural.torch.Program;

/** In-place operations on many arrays in one native call, without gradients. */
final class ArrayPrograms implements AutoCloseable {

  private final Program clip = Program.load(ArrayPrograms.class, "clip", Map.of());
  private final Program zero = Program.load(ArrayPrograms.class, "zero", Map.of());
  private final Program copy = Program.load(ArrayPrograms.class, "copy", Map.of());

  /**
   * Scales {@code gradients} so that their global norm is at most {@code most}, as {@code
   * torch.nn.utils.clip_grad_norm_} does; returns the norm before clipping.
   *
   * @param most the maximum norm; 0 for no limit
   */
  float clip(NDManager batch, List<NDArray> gradients, double most) {
    float limit = most == 0 ? Float.POSITIVE_INFINITY : (float) most;
    return clip.one(Mode.INFERENCE, batch.create(limit), Program.list(gradients)).getFloat();
  }

  /** Sets every array to zero. */
  void zero(NDManager batch, List<NDArray> arrays) {
    zero.call(Mode.INFERENCE, batch.create(0f), Program.list(arrays));
  }

  /** Copies the values of {@code source} into {@code target}. */
  void copy(NDManager batch, List<NDArray> target, List<NDArray> source) {
    copy.call(Mode.INFERENCE, batch.create(0f), Program.list(target), Program.list(source));
  }

  @Override
  public void close() {
    clip.close();
    zero.close();
    copy.close();
  }
}
