package org.cascadenlp.heads;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.cascadenlp.core.CascadeException;
import org.cascadenlp.heads.SequenceOptions.Decoder;
import org.cascadenlp.neural.HeadNetwork;
import org.cascadenlp.neural.HeadSettings;
import org.cascadenlp.neural.Mode;
import org.cascadenlp.neural.Prediction;
import org.cascadenlp.neural.Program;
import org.cascadenlp.neural.Weights;

/**
 * The network of a sequence labelling head: layers mixed or put one after the other, optionally a
 * BiLSTM, a linear classifier, and either a softmax a token or a linear-chain CRF.
 *
 * <p>Dropout is applied to what the BiLSTM reads and to what the classifier reads, as in Hugging
 * Face's token classification. The networks run in operator programs; labels are chosen in Java in
 * double precision. One call at a time.
 */
final class SequenceNetwork implements HeadNetwork {

  /** The units an LSTM reads side by side when it predicts: always as many, so bytes never vary. */
  private static final int COLUMNS = 16;

  private final HeadSettings settings;
  private final SequenceOptions options;
  private final TagGrammar grammar;
  private final Weights weights;
  private final Map<String, Program> programs = new HashMap<>();

  SequenceNetwork(
      HeadSettings settings, SequenceOptions options, TagGrammar grammar, Weights weights) {
    this.settings = settings;
    this.options = options;
    this.grammar = grammar;
    this.weights = weights;
  }

  @Override
  public Weights weights() {
    return weights;
  }

  @Override
  public NDArray loss(
      NDArray vectors,
      int[] lengths,
      List<List<String>> gold,
      float[] classWeights,
      float dropout) {
    check(vectors, lengths);
    NDManager manager = vectors.getManager();
    long[] ids = ids(gold, lengths);
    int[] units = IntStream.range(0, lengths.length).filter(u -> lengths[u] > 0).toArray();
    Packing packing = Packing.of(lengths, units, 0);
    NDArray emissions = emissions(Mode.TRAINING, merged(Mode.TRAINING, vectors), packing, dropout);
    if (options.decoder() == Decoder.LINEAR) {
      return program("cross-entropy")
          .one(
              Mode.TRAINING,
              emissions,
              manager.create(ids),
              manager.create(weightsOf(classWeights)));
    }
    refuseWeights(classWeights);
    return program("crf")
        .one(
            Mode.TRAINING,
            emissions,
            packing.places(manager),
            packing.spread(manager, ids),
            weights.get("crf.start_transitions"),
            weights.get("crf.end_transitions"),
            weights.get("crf.transitions"));
  }

  @Override
  public List<Prediction> predict(NDArray vectors, int[] lengths) {
    int rows = check(vectors, lengths);
    Prediction[] predictions = new Prediction[lengths.length];
    Arrays.fill(predictions, new Prediction(List.of(), new float[0]));
    if (rows == 0) {
      return List.of(predictions);
    }
    LabelDecoder decoder = decoder();
    try (NDManager batch = vectors.getManager().newSubManager()) {
      vectors.tempAttach(batch); // so that all that is made goes with the batch
      NDArray merged = merged(Mode.INFERENCE, vectors);
      for (int[] units : groups(lengths)) {
        Packing packing = Packing.of(lengths, units, COLUMNS);
        float[] emissions = emissions(Mode.INFERENCE, merged, packing, 0).toFloatArray();
        int row = 0;
        for (int unit : units) {
          double[][] own = new double[lengths[unit]][settings.labels().size()];
          for (int t = 0; t < own.length; t++, row++) {
            fill(own[t], emissions, row, unit, t);
          }
          predictions[unit] = decoder.decode(own);
        }
      }
    }
    return List.of(predictions);
  }

  @Override
  public void close() {
    programs.values().forEach(Program::close);
    programs.clear();
  }

  /** (tokens, layers, width) to (tokens, width of what is above). */
  private NDArray merged(Mode mode, NDArray vectors) {
    long rows = vectors.getShape().get(0);
    return weights.has("mix.weights")
        ? program("mix").one(mode, vectors, weights.get("mix.weights"), weights.get("mix.gamma"))
        : vectors.reshape(rows, (long) settings.layers() * settings.width());
  }

  /** The emissions (tokens on the grid, labels) of the units on {@code packing}. */
  private NDArray emissions(Mode mode, NDArray merged, Packing packing, float dropout) {
    NDManager manager = merged.getManager();
    NDArray rate = manager.create(dropout);
    NDArray read = merged;
    if (options.bilstm() > 0) {
      List<NDArray> lstm = SequenceWeights.lstmNames().stream().map(weights::get).toList();
      read =
          program("bilstm")
              .one(
                  mode,
                  merged,
                  rate,
                  packing.places(manager),
                  packing.cells(manager),
                  Program.list(lstm));
    }
    return program("classifier")
        .one(mode, read, rate, weights.get("classifier.weight"), weights.get("classifier.bias"));
  }

  /** The units that are run together: with an LSTM some of nearly equal length, else all. */
  private List<int[]> groups(int[] lengths) {
    int[] present = IntStream.range(0, lengths.length).filter(u -> lengths[u] > 0).toArray();
    if (options.bilstm() == 0) {
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

  private LabelDecoder decoder() {
    return options.decoder() == Decoder.LINEAR
        ? LabelDecoder.independent(settings.labels())
        : LabelDecoder.chain(
            settings.labels(), LinearChainCrf.of(weights).within(grammar, settings.labels()));
  }

  private void fill(double[] into, float[] emissions, int row, int unit, int token) {
    for (int label = 0; label < into.length; label++) {
      into[label] = emissions[row * into.length + label];
      if (!Double.isFinite(into[label])) {
        throw CascadeException.of(
            place(),
            "the network's output is " + into[label] + " at token " + token + " of unit " + unit,
            "the vectors or the weights hold NaN or infinity: check the embedder, then the head");
      }
    }
  }

  /** The gold labels as outputs of the network, one a row. */
  private long[] ids(List<List<String>> gold, int[] lengths) {
    Map<String, Integer> known = new HashMap<>();
    settings.labels().forEach(label -> known.put(label, known.size()));
    List<Long> ids = new ArrayList<>();
    for (int unit = 0; unit < lengths.length; unit++) {
      if (gold.size() != lengths.length || gold.get(unit).size() != lengths[unit]) {
        throw new IllegalArgumentException(
            "gold labels do not match the lengths "
                + Arrays.toString(lengths)
                + " at unit "
                + unit);
      }
      for (String label : gold.get(unit)) {
        Integer id = known.get(label);
        if (id == null) {
          throw CascadeException.of(
              place(),
              "gold label '" + label + "' is unknown to the network",
              "known are " + settings.labels() + ": map the label, or train with it");
        }
        ids.add((long) id);
      }
    }
    if (ids.isEmpty()) {
      throw new IllegalArgumentException("a batch without tokens has no loss");
    }
    return ids.stream().mapToLong(Long::longValue).toArray();
  }

  private float[] weightsOf(float[] classWeights) {
    if (classWeights.length != settings.labels().size()) {
      throw CascadeException.of(
          place(),
          classWeights.length + " class weights for " + settings.labels().size() + " labels",
          "give one for each of " + settings.labels());
    }
    return classWeights;
  }

  private void refuseWeights(float[] classWeights) {
    for (float weight : weightsOf(classWeights)) {
      if (weight != 1) {
        throw CascadeException.of(
            place(),
            "class weights " + Arrays.toString(classWeights) + " with decoder crf",
            "a path has no class: leave all weights at 1, or set decoder = linear");
      }
    }
  }

  /** The number of rows; an error where {@code vectors} are not what this head reads. */
  private int check(NDArray vectors, int[] lengths) {
    int rows = Arrays.stream(lengths).sum();
    Shape expected = new Shape(rows, settings.layers(), settings.width());
    if (!vectors.getShape().equals(expected)) {
      throw CascadeException.of(
          place(),
          "the vectors have shape " + vectors.getShape() + ", expected " + expected,
          "use the embedding this head was trained with");
    }
    return rows;
  }

  private Program program(String name) {
    return programs.computeIfAbsent(name, n -> Program.load(SequenceNetwork.class, n, Map.of()));
  }

  private String place() {
    return "task " + settings.task();
  }
}
