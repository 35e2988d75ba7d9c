package org.cascadenlp.training.loop;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.neural.torch.Program;

/**
 * AdamW (Loshchilov and Hutter 2019) with beta 0.9 and 0.999 and epsilon 1e-8. Each group of
 * parameters is updated in one native call.
 */
final class AdamW implements AutoCloseable {

  private final Program program = Program.load(AdamW.class, "adamw", Map.of());
  private final NDManager moments;
  private final List<Group> groups = new ArrayList<>();
  private int updates;

  private record Group(
      double rate,
      double decay,
      List<NDArray> parameters,
      List<NDArray> first,
      List<NDArray> second) {}

  /** An optimiser without parameters; a sub-manager of {@code manager} owns the moments. */
  AdamW(NDManager manager) {
    this.moments = manager.newSubManager();
  }

  /**
   * Adds parameters.
   *
   * @param rate the peak learning rate
   * @param decay the weight decay
   */
  void add(List<NDArray> parameters, double rate, double decay) {
    if (!parameters.isEmpty()) {
      groups.add(new Group(rate, decay, parameters, zeros(parameters), zeros(parameters)));
    }
  }

  private List<NDArray> zeros(List<NDArray> like) {
    return like.stream().map(a -> moments.zeros(a.getShape())).toList();
  }

  /**
   * Updates all parameters, in place.
   *
   * @param gradients the gradients of all parameters, in the order in which they were added
   * @param factor the factor of the peak learning rates
   */
  void update(NDManager batch, List<NDArray> gradients, double factor) {
    updates++;
    int from = 0;
    for (Group group : groups) {
      int to = from + group.parameters.size();
      program.call(
          Mode.INFERENCE,
          batch.create(new double[] {group.rate * factor, group.decay, updates}),
          Program.list(group.parameters),
          Program.list(gradients.subList(from, to)),
          Program.list(group.first),
          Program.list(group.second));
      from = to;
    }
  }

  /** The number of updates so far, on which the correction of the moments depends. */
  int updates() {
    return updates;
  }

  /** Sets the number of updates so far. */
  void resume(int number) {
    updates = number;
  }

  /** The first moments of all parameters, in the order in which they were added. */
  List<NDArray> first() {
    return groups.stream().flatMap(group -> group.first.stream()).toList();
  }

  /** The second moments, likewise. */
  List<NDArray> second() {
    return groups.stream().flatMap(group -> group.second.stream()).toList();
  }

  @Override
  public void close() {
    program.close();
    moments.close();
  }
}
