package org.cascadenlp.heads;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.layers.BiLstm;
import org.cascadenlp.neural.layers.PaddedBatches;
import org.cascadenlp.neural.model.HeadSettings;
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.neural.torch.Weights;

/**
 * The first layers of every head: the embedding's layers are mixed or concatenated, optionally
 * followed by dropout and a BiLSTM.
 */
final class TokenLayers implements AutoCloseable {

  /** The most tokens of an LSTM batch in inference, padding included. */
  private static final int TOKENS = 2048;

  /** The padded sizes between powers of two, see {@link BiLstm}. */
  private static final int SIZES = 4;

  private final HeadSettings settings;
  private final Weights weights;
  private final Programs programs;
  private final BiLstm lstm = new BiLstm(1, SIZES, false);

  TokenLayers(HeadSettings settings, Weights weights, Programs programs) {
    this.settings = settings;
    this.weights = weights;
    this.programs = programs;
  }

  /** The shapes of these layers' arrays by name. */
  static Map<String, long[]> shapes(HeadSettings settings, int bilstm, boolean mix) {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    if (settings.layers() > 1 && mix) {
      shapes.put("mix.weights", new long[] {settings.layers()});
      shapes.put("mix.gamma", new long[] {1});
    }
    if (bilstm > 0) {
      long read = width(settings, 0, mix);
      for (String name : HeadWeights.lstmNames()) {
        shapes.put(
            name,
            name.contains("bias")
                ? new long[] {4L * bilstm}
                : new long[] {4L * bilstm, name.contains("_ih_") ? read : bilstm});
      }
    }
    return shapes;
  }

  /**
   * Whether weight decay applies to the array of a head called {@code name}: to no mix, bias or
   * norm.
   */
  static boolean decays(String name) {
    return !name.startsWith("mix.") && !Weights.isBias(name) && Pooler.decays(name);
  }

  /** The width of a token's vector after these layers. */
  static long width(HeadSettings settings, int bilstm, boolean mix) {
    if (bilstm > 0) {
      return 2L * bilstm;
    }
    return mix ? settings.width() : (long) settings.layers() * settings.width();
  }

  /** The number of rows; an error if {@code vectors} have another shape than this head expects. */
  int check(NDArray vectors, int[] lengths) {
    int rows = Arrays.stream(lengths).sum();
    Shape expected = new Shape(rows, settings.layers(), settings.width());
    if (!vectors.getShape().equals(expected)) {
      throw CascadeException.of(
          "task " + settings.task(),
          "the vectors have shape " + vectors.getShape() + ", expected " + expected,
          "use the embedding this head was trained with");
    }
    return rows;
  }

  /** Mixes or concatenates layers: (tokens, layers, width) to (tokens, merged width). */
  NDArray merged(Mode mode, NDArray vectors) {
    long rows = vectors.getShape().get(0);
    return weights.has("mix.weights")
        ? programs
            .get("mix")
            .one(mode, vectors, weights.get("mix.weights"), weights.get("mix.gamma"))
        : vectors.reshape(rows, (long) settings.layers() * settings.width());
  }

  /**
   * The rows (tokens of {@code sequences}, width), from the merged rows of all sequences.
   *
   * @param sequences the sequences to compute; without an LSTM all that have tokens, in order
   * @param dropout the dropout rate
   */
  NDArray rows(Mode mode, NDArray merged, int[] lengths, int[] sequences, float dropout) {
    if (!recurrent()) {
      return merged;
    }
    List<NDArray> arrays = HeadWeights.lstmNames().stream().map(weights::get).toList();
    return lstm.run(
            mode,
            merged,
            places(lengths, sequences),
            lengthsOf(lengths, sequences),
            arrays,
            dropout)
        .singletonOrThrow();
  }

  /** The row of each token of {@code sequences}. */
  private static long[] places(int[] lengths, int[] sequences) {
    int[] first = new int[lengths.length + 1];
    for (int sequence = 0; sequence < lengths.length; sequence++) {
      first[sequence + 1] = first[sequence] + lengths[sequence];
    }
    return Arrays.stream(sequences)
        .flatMap(sequence -> IntStream.range(first[sequence], first[sequence + 1]))
        .asLongStream()
        .toArray();
  }

  /** The lengths of {@code sequences}. */
  static int[] lengthsOf(int[] lengths, int[] sequences) {
    return Arrays.stream(sequences).map(sequence -> lengths[sequence]).toArray();
  }

  /** Batches for inference: with an LSTM those with the least padding, else all sequences. */
  List<int[]> groups(int[] lengths) {
    int[] present = present(lengths);
    if (!recurrent()) {
      return List.of(present);
    }
    int[] sorted =
        Arrays.stream(present)
            .boxed()
            .sorted(Comparator.comparingInt((Integer sequence) -> lengths[sequence]))
            .mapToInt(Integer::intValue)
            .toArray();
    List<int[]> groups = new ArrayList<>();
    int from = 0;
    for (int to : PaddedBatches.ends(lengthsOf(lengths, sorted), TOKENS, lstm::work)) {
      groups.add(Arrays.copyOfRange(sorted, from, to));
      from = to;
    }
    return groups;
  }

  /** The sequences that have tokens, in order. */
  static int[] present(int[] lengths) {
    return IntStream.range(0, lengths.length).filter(u -> lengths[u] > 0).toArray();
  }

  private boolean recurrent() {
    return weights.has(HeadWeights.lstmNames().get(0));
  }

  @Override
  public void close() {
    lstm.close();
  }
}
