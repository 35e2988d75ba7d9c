package org.cascadenlp.heads;

import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.model.HeadSettings;
import org.cascadenlp.neural.torch.Weights;
import org.cascadenlp.weights.tensor.Tensor;

/**
 * The weights of a head under PyTorch's names: {@code classifier} and {@code pooler.dense} as in
 * Hugging Face's classification models, {@code lstm} as in {@code torch.nn.LSTM}, {@code crf} as in
 * pytorch-crf.
 */
public final class HeadWeights {

  /** The arrays of one direction of an LSTM, in the order of {@code BiLstm}. */
  private static final List<String> LSTM =
      List.of("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0");

  private HeadWeights() {}

  /** The names of the LSTM's arrays, forward, then backward. */
  static List<String> lstmNames() {
    List<String> names = new ArrayList<>();
    for (String suffix : List.of("", "_reverse")) {
      LSTM.forEach(name -> names.add("lstm." + name + suffix));
    }
    return names;
  }

  /**
   * Checks the given weights, or initialises new ones if {@code given} is empty.
   *
   * <p>Initialisation: linear layers normal with deviation 0.02 and bias 0 (Hugging Face), the LSTM
   * uniform within 1/sqrt(hidden) (PyTorch), the CRF uniform within 0.1 (pytorch-crf), the mix
   * uniform with gamma 1 (ELMo), a layer normalisation with weight 1. Each array depends only on
   * the seed and its name.
   *
   * @param shapes the shapes of all arrays by name
   */
  public static Weights open(
      NDManager manager,
      HeadSettings settings,
      Map<String, long[]> shapes,
      Map<String, Tensor> given) {
    if (!given.isEmpty()) {
      check(settings, shapes, given);
    }
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    shapes.forEach(
        (name, shape) -> {
          Tensor known = given.get(name);
          tensors.put(name, known != null ? known : draw(name, shape, settings.seed()));
        });
    return Weights.of(manager, tensors);
  }

  private static void check(
      HeadSettings settings, Map<String, long[]> shapes, Map<String, Tensor> given) {
    String place = "weights of task " + settings.task();
    String remedy =
        "use weights made for "
            + settings.labels().size()
            + " labels, "
            + settings.layers()
            + " x "
            + settings.width()
            + " vectors and options "
            + settings.options();
    shapes.forEach(
        (name, shape) -> {
          Tensor tensor = given.get(name);
          if (tensor == null) {
            throw CascadeException.of(
                place, "no array " + name + " among " + new TreeSet<>(given.keySet()), remedy);
          }
          if (!Arrays.equals(shape, tensor.shape())) {
            throw CascadeException.of(
                place,
                "array "
                    + name
                    + " has shape "
                    + Arrays.toString(tensor.shape())
                    + ", expected "
                    + Arrays.toString(shape),
                remedy);
          }
        });
    TreeSet<String> left = new TreeSet<>(given.keySet());
    left.removeAll(shapes.keySet());
    if (!left.isEmpty()) {
      throw CascadeException.of(place, "array " + left + " does not belong to this head", remedy);
    }
  }

  private static Tensor draw(String name, long[] shape, long seed) {
    long mixed = new SplittableRandom(seed ^ ((long) name.hashCode() << 32)).nextLong();
    Random random = new Random(mixed); // its algorithms are fixed by the Java specification
    Supplier<Double> next = () -> 0.0;
    if (name.equals("mix.gamma") || name.endsWith("norm.weight")) {
      next = () -> 1.0;
    } else if (name.startsWith("lstm.")) {
      next = within(1 / Math.sqrt(shape[0] / 4.0), random);
    } else if (name.startsWith("crf.")) {
      next = within(0.1, random);
    } else if (name.endsWith(".weight")) {
      next = () -> 0.02 * random.nextGaussian();
    }
    int size = (int) Arrays.stream(shape).reduce(1, Math::multiplyExact);
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = next.get().floatValue();
    }
    return new Tensor(shape, values);
  }

  private static Supplier<Double> within(double bound, Random random) {
    return () -> bound * (2 * random.nextDouble() - 1);
  }
}
