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
import org.cascadenlp.neural.layers.FusedLstm;
import org.cascadenlp.neural.model.HeadSettings;
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.neural.torch.Program;
import org.cascadenlp.neural.torch.Weights;

/**
 * What every head does with the vectors of tokens first: layers are mixed or put one after the
 * other, and a BiLSTM may read them, with dropout before it.
 */
final class TokenLayers {

  /** The most units an LSTM reads side by side when it predicts. */
  private static final int COLUMNS = 16;

  /** Of grids of one document: many documents make many, and few of them are large. */
  private static final int SIZES = 4;

  private final HeadSettings settings;
  private final Weights weights;
  private final Programs programs;

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

  /** Whether weight decay applies to the array of a head called {@code name}: to no mix, no bias. */
  static boolean decays(String name) {
    return !name.startsWith("mix.") && !Weights.isBias(name);
  }

  /** The numbers a token has after these layers. */
  static long width(HeadSettings settings, int bilstm, boolean mix) {
    if (bilstm > 0) {
      return 2L * bilstm;
    }
    return mix ? settings.width() : (long) settings.layers() * settings.width();
  }

  /** The number of rows; an error where {@code vectors} are not what this head reads. */
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

  /** (tokens, layers, width) to (tokens, width of what is above). */
  NDArray merged(Mode mode, NDArray vectors) {
    long rows = vectors.getShape().get(0);
    return weights.has("mix.weights")
        ? programs
            .get("mix")
            .one(mode, vectors, weights.get("mix.weights"), weights.get("mix.gamma"))
        : vectors.reshape(rows, (long) settings.layers() * settings.width());
  }

  /**
   * The rows (tokens of {@code units} one after the other, width), from all units' merged ones.
   *
   * @param units the chosen ones: without an LSTM all that have tokens, in order
   * @param rate of dropout, a scalar
   */
  NDArray rows(Mode mode, NDArray merged, int[] lengths, int[] units, NDArray rate) {
    if (!recurrent()) {
      return merged;
    }
    boolean fused = mode == Mode.INFERENCE && FusedLstm.here();
    Packing packing = packing(mode, fused, lengths, units);
    List<NDArray> lstm = HeadWeights.lstmNames().stream().map(weights::get).toList();
    return programs
        .get(fused ? "bilstm-fused" : "bilstm")
        .one(
            mode,
            merged,
            rate,
            packing.bothPlaces(merged.getManager()),
            packing.bothCells(merged.getManager()),
            Program.list(lstm));
  }

  /** The grid for a call; by steps without oneDNN always as wide, so that bytes never vary. */
  private static Packing packing(Mode mode, boolean fused, int[] lengths, int[] units) {
    if (mode == Mode.TRAINING) {
      return Packing.of(lengths, units);
    }
    int longest = Packing.longest(lengths, units);
    return fused
        ? Packing.of(
            lengths, units, FusedLstm.columns(units.length), FusedLstm.steps(longest, SIZES))
        : Packing.of(lengths, units, COLUMNS, longest);
  }

  /** The units that predict together: with an LSTM some of nearly equal length, else all. */
  List<int[]> groups(int[] lengths) {
    int[] present = present(lengths);
    if (!recurrent()) {
      return List.of(present);
    }
    int[] sorted =
        Arrays.stream(present)
            .boxed()
            .sorted(Comparator.comparingInt((Integer unit) -> lengths[unit]))
            .mapToInt(Integer::intValue)
            .toArray();
    List<int[]> groups = new ArrayList<>();
    for (int from = 0; from < sorted.length; from += COLUMNS) {
      groups.add(Arrays.copyOfRange(sorted, from, Math.min(sorted.length, from + COLUMNS)));
    }
    return groups;
  }

  /** The units that have tokens, in order. */
  static int[] present(int[] lengths) {
    return IntStream.range(0, lengths.length).filter(u -> lengths[u] > 0).toArray();
  }

  private boolean recurrent() {
    return weights.has(HeadWeights.lstmNames().get(0));
  }
}
