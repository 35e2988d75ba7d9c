package org.cascadenlp.languagemodels;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.cascadenlp.neural.layers.LinearProgram;
import org.cascadenlp.neural.layers.PreparedLinear;
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.neural.torch.Program;
import org.cascadenlp.neural.torch.Torch;
import org.cascadenlp.neural.torch.Weights;
import org.cascadenlp.transformers.config.EncoderConfiguration;
import org.cascadenlp.transformers.files.CausalHead;
import org.cascadenlp.transformers.program.TransformerPrograms;
import org.cascadenlp.weights.tensor.Tensor;

/**
 * The operator programs of one causal decoder with its weights. One thread at a time.
 *
 * <p>The number of rows is padded to a multiple of {@value #BLOCK}: libtorch's kernels then compute
 * a row to the same bits, independent of the other rows.
 */
final class CausalNetwork implements AutoCloseable {

  static final int BLOCK = 16;

  private final EncoderConfiguration configuration;
  private final int localWindow;
  private final Program cached;
  private final Program uncached;
  private final Program logits;
  private final Program logProbabilities;
  private final Program grow;
  private final NDManager manager;
  private final NDList preparedWeights;
  private final NDList head;
  private final NDArray empty;

  /**
   * A network with prepared weights.
   *
   * @param tensors the weights of the decoder, in the order of its specification
   * @param own the matrix of an untied head, or empty
   * @param bfloat16 whether matrix products are in bfloat16
   * @param packs whether to pack the weights of linear layers: see {@link PreparedLinear}
   */
  CausalNetwork(
      EncoderConfiguration configuration,
      Map<String, Tensor> tensors,
      Map<String, Tensor> own,
      boolean bfloat16,
      boolean packs) {
    this.configuration = configuration;
    this.localWindow =
        configuration.spec().attention().localWindows().stream()
            .mapToInt(Integer::intValue)
            .max()
            .orElse(0);
    TransformerPrograms text = new TransformerPrograms(configuration, bfloat16);
    Map<String, String> constants = constants(text, configuration, bfloat16, packs);
    this.manager = Torch.manager();
    this.cached = Program.of("causal", text(text, configuration, packs, true));
    this.uncached = Program.of("causal", text(text, configuration, packs, false));
    this.logits = Program.load(CausalNetwork.class, "logits", constants);
    this.logProbabilities = Program.load(CausalNetwork.class, "log-probabilities", constants);
    this.grow = Program.load(CausalNetwork.class, "grow", constants);
    this.empty =
        manager.zeros(
            new Shape(
                configuration.spec().blocks().order().size(),
                2,
                1,
                configuration.sizes().heads(),
                1,
                configuration.headWidth()));
    try (NDManager raw = manager.newSubManager()) {
      Weights weights = Weights.of(raw, tensors);
      List<NDArray> inOrder = new ArrayList<>();
      configuration.spec().shapes().keySet().forEach(name -> inOrder.add(weights.get(name)));
      NDList plain = Program.once("prepare", text.prepare(), raw, inOrder);
      if (packs) {
        plain.add(raw.create(0f)); // placeholder for the table of relative positions
      }
      preparedWeights = packs ? Program.once("pack", text.pack(), manager, plain) : plain;
      preparedWeights.attach(manager);
      NDArray words = weights.get(configuration.spec().embeddings().words().name());
      NDArray matrix = own.isEmpty() ? words : Weights.of(raw, own).get(CausalHead.NAME);
      String typed = "torch.to(w[0], " + constants.get("type") + ")";
      List<String> parts =
          packs ? PreparedLinear.prepare(typed, configuration.hiddenSize()) : List.of(typed);
      head = Program.once("head", parts, manager, List.of(matrix));
    }
  }

  /** The program of the decoder, which keeps keys and values if {@code cached}. */
  private static String text(
      TransformerPrograms programs,
      EncoderConfiguration configuration,
      boolean packs,
      boolean cached) {
    int layers = configuration.spec().blocks().order().size();
    List<Integer> localWindows = configuration.spec().attention().localWindows();
    List<Integer> windows =
        new ArrayList<>(Collections.nCopies(layers, configuration.positions() + 1));
    List<Integer> local = new ArrayList<>(Collections.nCopies(layers, 0));
    for (int i = 0; i < localWindows.size(); i++) {
      if (localWindows.get(i) > 0) {
        windows.set(i, localWindows.get(i));
        local.set(i, 1);
      }
    }
    return programs
        .decoder(packs)
        .fragments("selfattention", CausalNetwork.class, "cached-attention")
        .flag("cached", cached)
        .value("window", TransformerPrograms.numbers(windows))
        .value("local", TransformerPrograms.numbers(local))
        .text(CausalNetwork.class, "causal");
  }

  /** The constants of the other programs, by name. */
  private static Map<String, String> constants(
      TransformerPrograms programs,
      EncoderConfiguration configuration,
      boolean bfloat16,
      boolean packs) {
    Map<String, String> constants = new HashMap<>();
    constants.put("type", programs.type());
    constants.put("rounds", String.valueOf(configuration.spec().blocks().order().size()));
    constants.put("heads", String.valueOf(configuration.sizes().heads()));
    constants.put("headwidth", String.valueOf(configuration.headWidth()));
    String zeros = "torch.new_zeros(w[0], [" + configuration.vocabulary() + "])";
    int width = configuration.hiddenSize();
    constants.put(
        "product",
        packs
            ? PreparedLinear.text("s", i -> "w[" + i + "]", "None", width, bfloat16)
            : LinearProgram.text("s", "w[0]", zeros, width, bfloat16));
    return constants;
  }

  /** An empty cache for a sequence of at most {@code limit} subwords; the caller closes it. */
  KeyValueCache cache(int limit) {
    return new KeyValueCache(grow, manager, empty, limit);
  }

  /**
   * The logits of the subword after each span: (spans, vocabulary).
   *
   * @param block rows are padded to a multiple of it: {@link #BLOCK}, or 1 for a sequence that is
   *     never batched
   */
  List<float[]> logits(List<NewSubwords> spans, int block) {
    int[] last = new int[spans.size()];
    int row = -1;
    for (int s = 0; s < last.length; s++) {
      row += spans.get(s).length();
      last[s] = row;
    }
    try (NDManager owner = manager.newSubManager()) {
      NDArray states = states(owner, spans, last, block);
      FloatBuffer values =
          logits.one(Mode.INFERENCE, states, Program.list(head)).toByteBuffer().asFloatBuffer();
      List<float[]> all = new ArrayList<>();
      for (int s = 0; s < last.length; s++) {
        float[] logitRow = new float[configuration.vocabulary()];
        values.get(s * logitRow.length, logitRow);
        all.add(logitRow);
      }
      return all;
    }
  }

  /**
   * The log-probability of {@code targets[i]} after row {@code rows[i]}, counted over all spans,
   * which must have no cache.
   */
  float[] logProbabilities(List<NewSubwords> spans, int[] rows, int[] targets) {
    try (NDManager owner = manager.newSubManager()) {
      NDArray states = states(owner, spans, rows, BLOCK);
      long[] padded = new long[padded(targets.length, BLOCK)];
      for (int i = 0; i < targets.length; i++) {
        padded[i] = targets[i];
      }
      return logProbabilities
          .one(
              Mode.INFERENCE,
              states,
              owner.create(padded, new Shape(padded.length, 1)),
              Program.list(head))
          .toFloatArray();
    }
  }

  /** The last hidden states of the rows {@code picked}, padded to a multiple of {@code block}. */
  private NDArray states(NDManager owner, List<NewSubwords> spans, int[] picked, int block) {
    int rows = spans.stream().mapToInt(NewSubwords::length).sum();
    long[] ids = new long[padded(rows, block)];
    long[] positions = new long[ids.length];
    long[] places = new long[4 * spans.size()];
    List<NDArray> caches = new ArrayList<>();
    int row = 0;
    for (int s = 0; s < spans.size(); s++) {
      NewSubwords span = spans.get(s);
      places[4 * s] = row;
      places[4 * s + 1] = span.length();
      places[4 * s + 2] = span.from();
      places[4 * s + 3] = Math.max(0, span.from() + 1 - localWindow);
      for (int i = span.from(); i < span.to(); i++, row++) {
        ids[row] = span.ids()[i];
        positions[row] = i;
      }
      KeyValueCache cache = span.cache();
      if (cache != null) {
        caches.add(cache.add(span.length()));
      }
    }
    long[] back = new long[padded(picked.length, block)];
    IntStream.range(0, picked.length).forEach(i -> back[i] = picked[i]);
    return (caches.isEmpty() ? uncached : cached)
        .one(
            Mode.INFERENCE,
            owner.create(ids),
            owner.create(positions),
            owner.create(places, new Shape(spans.size(), 4)),
            owner.create(back),
            Program.list(preparedWeights),
            Program.list(caches.isEmpty() ? List.of(empty) : caches));
  }

  private static int padded(int n, int block) {
    return (n + block - 1) / block * block;
  }

  /** The number of native arrays of this network, for tests of leaks. */
  int liveArrays() {
    return manager.getManagedArrays().size();
  }

  @Override
  public void close() {
    manager.close();
    List.of(cached, uncached, logits, logProbabilities, grow).forEach(Program::close);
  }
}
