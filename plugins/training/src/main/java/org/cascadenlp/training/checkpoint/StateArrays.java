package org.cascadenlp.training.checkpoint;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.files.Fingerprint;
import org.cascadenlp.neural.torch.Weights;

/**
 * The arrays of a training's state.
 *
 * @param names the names of the parameters, all different
 * @param parameters the weights that are trained
 * @param first the first moments of the optimiser
 * @param second the second moments
 * @param best the weights of the best epoch; empty if no epoch is finished
 */
public record StateArrays(
    List<String> names,
    List<NDArray> parameters,
    List<NDArray> first,
    List<NDArray> second,
    List<NDArray> best) {

  private static final int DIGITS = 8;

  /** Number, size and a hash of names and shapes. */
  public String describe() {
    Fingerprint print = new Fingerprint();
    long size = 0;
    for (int i = 0; i < names.size(); i++) {
      print.add(names.get(i)).add(Arrays.toString(parameters.get(i).getShape().getShape()));
      size += parameters.get(i).size();
    }
    return names.size() + " of " + size + " numbers, " + print.text().substring(0, DIGITS);
  }

  /** Writes all arrays. */
  public void write(CheckpointWriter out) throws IOException {
    out.arrays(Checkpoint.WEIGHTS, new Weights(named("", parameters)));
    out.arrays(Checkpoint.MOMENTS, new Weights(moments()));
    if (!best.isEmpty()) {
      out.arrays(Checkpoint.BEST, new Weights(named("", best)));
    }
  }

  /**
   * Reads all arrays.
   *
   * @param owner owns temporary ones
   * @param copy copies the values of the second array into the first
   */
  public void read(Checkpoint from, NDManager owner, BiConsumer<NDArray, NDArray> copy) {
    read(from, Checkpoint.WEIGHTS, named("", parameters), owner, copy);
    read(from, Checkpoint.MOMENTS, moments(), owner, copy);
    if (!best.isEmpty()) {
      read(from, Checkpoint.BEST, named("", best), owner, copy);
    }
  }

  private static void read(
      Checkpoint from,
      String file,
      Map<String, NDArray> targets,
      NDManager owner,
      BiConsumer<NDArray, NDArray> copy) {
    Set<String> missing = new LinkedHashSet<>(targets.keySet());
    from.arrays(
        file,
        (name, tensor) -> {
          NDArray target = targets.get(name);
          if (target == null || !Arrays.equals(target.getShape().getShape(), tensor.shape())) {
            throw bad(from, file, "its array " + name + " does not fit this training");
          }
          missing.remove(name);
          try (NDArray source = Weights.array(owner, tensor)) {
            copy.accept(target, source);
          }
        });
    if (!missing.isEmpty()) {
      throw bad(from, file, "it lacks " + missing);
    }
  }

  private static CascadeException bad(Checkpoint from, String file, String problem) {
    return CascadeException.of(
        from.file(file).toString(), problem, "remove this checkpoint, or train without --resume");
  }

  private Map<String, NDArray> moments() {
    Map<String, NDArray> moments = named("first/", first);
    moments.putAll(named("second/", second));
    return moments;
  }

  private Map<String, NDArray> named(String prefix, List<NDArray> arrays) {
    Map<String, NDArray> named = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      named.put(prefix + names.get(i), arrays.get(i));
    }
    return named;
  }
}
