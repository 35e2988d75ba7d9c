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
import org.cascadenlp.core.CascadeException;
import org.cascadenlp.heads.SequenceOptions.Decoder;
import org.cascadenlp.neural.HeadSettings;
import org.cascadenlp.neural.Weights;

/**
 * The weights of a sequence labelling head under the names PyTorch gives them: {@code classifier}
 * as Hugging Face's token classification, {@code lstm} as {@code torch.nn.LSTM}, {@code crf} as
 * pytorch-crf.
 */
final class SequenceWeights {

  /** The arrays of one direction of an LSTM, in the order of {@code bilstm.program}. */
  private static final List<String> LSTM =
      List.of("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0");

  private SequenceWeights() {}

  /** The names of the LSTM's arrays, forward and then backward. */
  static List<String> lstmNames() {
    List<String> names = new ArrayList<>();
    for (String suffix : List.of("", "_reverse")) {
      LSTM.forEach(name -> names.add("lstm." + name + suffix));
    }
    return names;
  }

  /**
   * The given weights, checked, or new ones where {@code given} is empty.
   *
   * <p>New ones: the classifier normal with deviation 0.02 and bias 0 (Hugging Face), the LSTM
   * uniform within 1/sqrt(hidden) (PyTorch), the CRF uniform within 0.1 (pytorch-crf), the mix even
   * with gamma 1 (ELMo). Each array is drawn from the seed and its name alone.
   */
  static Weights open(
      NDManager manager,
      HeadSettings settings,
      SequenceOptions options,
      Map<String, Weights.Tensor> given) {
    Map<String, long[]> shapes = shapes(settings, options);
    if (!given.isEmpty()) {
      check(settings, shapes, given);
    }
    Map<String, Weights.Tensor> tensors = new LinkedHashMap<>();
    shapes.forEach(
        (name, shape) -> {
          Weights.Tensor known = given.get(name);
          tensors.put(name, known != null ? known : draw(name, shape, settings.seed(), options));
        });
    return Weights.of(manager, tensors);
  }

  private static Map<String, long[]> shapes(HeadSettings settings, SequenceOptions options) {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    long labels = settings.labels().size();
    long width = settings.width();
    if (settings.layers() > 1 && options.mix()) {
      shapes.put("mix.weights", new long[] {settings.layers()});
      shapes.put("mix.gamma", new long[] {1});
    } else {
      width *= settings.layers();
    }
    long hidden = options.bilstm();
    if (hidden > 0) {
      for (String name : lstmNames()) {
        shapes.put(
            name,
            name.contains("bias")
                ? new long[] {4 * hidden}
                : new long[] {4 * hidden, name.contains("_ih_") ? width : hidden});
      }
      width = 2 * hidden;
    }
    shapes.put("classifier.weight", new long[] {labels, width});
    shapes.put("classifier.bias", new long[] {labels});
    if (options.decoder() == Decoder.CRF) {
      shapes.put("crf.start_transitions", new long[] {labels});
      shapes.put("crf.end_transitions", new long[] {labels});
      shapes.put("crf.transitions", new long[] {labels, labels});
    }
    return shapes;
  }

  private static void check(
      HeadSettings settings, Map<String, long[]> shapes, Map<String, Weights.Tensor> given) {
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
          Weights.Tensor tensor = given.get(name);
          if (tensor == null) {
            throw CascadeException.of(
                place, "no array " + name + " among " + given.keySet(), remedy);
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
      throw CascadeException.of(place, "array " + left + " has no place in this head", remedy);
    }
  }

  private static Weights.Tensor draw(
      String name, long[] shape, long seed, SequenceOptions options) {
    long mixed = new SplittableRandom(seed ^ ((long) name.hashCode() << 32)).nextLong();
    Random random = new Random(mixed); // whose algorithms the Java specification fixes
    Supplier<Double> next =
        switch (name) {
          case "mix.weights", "classifier.bias" -> () -> 0.0;
          case "mix.gamma" -> () -> 1.0;
          case "classifier.weight" -> () -> 0.02 * random.nextGaussian();
          default -> {
            double bound = name.startsWith("lstm.") ? 1 / Math.sqrt(options.bilstm()) : 0.1;
            yield () -> bound * (2 * random.nextDouble() - 1);
          }
        };
    int size = (int) Arrays.stream(shape).reduce(1, Math::multiplyExact);
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = next.get().floatValue();
    }
    return new Weights.Tensor(shape, values);
  }
}
