package org.cascadenlp.contextual.verify;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.cascadenlp.core.ModelStore;
import org.cascadenlp.neural.torch.InferenceThread;
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.neural.torch.Torch;
import org.cascadenlp.transformers.config.EncoderConfiguration;
import org.cascadenlp.transformers.files.EncoderWeights;
import org.cascadenlp.transformers.program.SubwordBatch;
import org.cascadenlp.transformers.program.TransformerNetwork;
import org.cascadenlp.weights.tensor.Tensor;

/**
 * The maximum differences between an encoder's states and a reference, at the unmasked positions.
 *
 * @param hidden the maximum absolute difference of each hidden state in the reference
 * @param pooler the maximum absolute difference of the pooler's output; negative if it was not
 *     compared
 */
public record Verification(Map<Integer, Double> hidden, double pooler) {

  private static final int BATCH_SUBWORDS = 4096;

  /** The maximum of all differences; NaN if a state is NaN. */
  public double max() {
    double max = Math.max(pooler, 0);
    for (double difference : hidden.values()) {
      max = Math.max(max, difference);
    }
    return max;
  }

  /**
   * Runs the model with {@code tensors}, under the names of its files, on the inputs of {@code
   * reference}.
   *
   * @param place the weight file, for errors
   */
  public static Verification of(
      EncoderConfiguration configuration,
      Map<String, Tensor> tensors,
      String place,
      ReferenceStates reference) {
    Map<String, Tensor> weights = EncoderWeights.of(tensors, configuration, place);
    Pooler pooler =
        Pooler.of(
            EncoderWeights.pooler(tensors, configuration, place), configuration.spec().pooler());
    List<Integer> layers = IntStream.rangeClosed(0, configuration.layers()).boxed().toList();
    try (ModelStore.Lease<InferenceThread> thread = InferenceThread.lease()) {
      return thread
          .model()
          .call(
              "verifying " + place,
              () -> {
                try (NDManager owner = Torch.manager();
                    TransformerNetwork network =
                        new TransformerNetwork(configuration, layers, false)) {
                  TransformerNetwork.PreparedWeights fused =
                      network.prepareForInference(owner, weights, Torch.preparesLinear(false));
                  Differences found =
                      new Differences(
                          reference,
                          pooler,
                          configuration.layers() + 1,
                          configuration.hiddenSize());
                  return compare(network, owner, fused, found, configuration, reference);
                }
              });
    }
  }

  private static Verification compare(
      TransformerNetwork network,
      NDManager owner,
      TransformerNetwork.PreparedWeights fused,
      Differences found,
      EncoderConfiguration configuration,
      ReferenceStates reference) {
    int rows = Math.max(1, BATCH_SUBWORDS / Math.max(1, reference.length()));
    for (int from = 0; from < reference.batch(); from += rows) {
      List<int[]> places = new ArrayList<>();
      List<Integer> numbers = new ArrayList<>();
      for (int b = from; b < Math.min(from + rows, reference.batch()); b++) {
        int first = b * reference.length();
        int[] unmasked =
            IntStream.range(0, reference.length())
                .filter(i -> reference.mask()[first + i] == 1)
                .toArray();
        if (unmasked.length > 0) {
          places.add(unmasked);
          numbers.add(b);
        }
      }
      if (!numbers.isEmpty()) {
        InferenceThread.nextBatch();
        try (NDManager batch = owner.newSubManager()) {
          List<int[]> ids = picked(reference.ids(), reference.length(), numbers, places);
          List<int[]> positions = new ArrayList<>();
          for (int n = 0; n < numbers.size(); n++) {
            positions.add(configuration.positions(ids.get(n), places.get(n)));
          }
          SubwordBatch subwords =
              new SubwordBatch(
                  ids,
                  picked(reference.segments(), reference.length(), numbers, places),
                  positions);
          NDArray states = network.run(batch, subwords, fused, Mode.INFERENCE, 0, 0, 0);
          found.compare(states.toFloatArray(), numbers, places);
        }
      }
    }
    return found.result();
  }

  private static List<int[]> picked(
      long[] values, int length, List<Integer> numbers, List<int[]> places) {
    List<int[]> picked = new ArrayList<>();
    for (int n = 0; n < numbers.size(); n++) {
      int first = numbers.get(n) * length;
      picked.add(IntStream.of(places.get(n)).map(i -> (int) values[first + i]).toArray());
    }
    return picked;
  }
}
