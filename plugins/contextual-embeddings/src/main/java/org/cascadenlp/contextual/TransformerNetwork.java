package org.cascadenlp.contextual;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.cascadenlp.contextual.files.EncoderConfiguration;
import org.cascadenlp.neural.Mode;
import org.cascadenlp.neural.Program;
import org.cascadenlp.neural.Weights;

/**
 * The operator programs of one transformer: {@code fuse} brings saved weights into the order of
 * {@code transformer}, which runs the whole encoder in one call; {@code pack} gives inference its
 * own copy of the layers' weights where that is faster.
 */
final class TransformerNetwork implements AutoCloseable {

  private final EncoderConfiguration configuration;
  private final TransformerText text;
  private final List<Integer> layers;
  private final Program fuse;
  private final Map<Kind, Program> programs = new EnumMap<>(Kind.class);

  /** The forms of the program, made when they are first needed. */
  private enum Kind {
    PLAIN,
    PACKED,
    TRAINING
  }

  /**
   * Weights as {@link #run} reads them.
   *
   * @param packed whether they are for inference alone
   */
  record Fused(NDList arrays, boolean packed) {}

  /**
   * The programs for {@code configuration}.
   *
   * @param layers the hidden states to return, 0 = after the embeddings
   * @param bfloat16 whether matrix products are in bfloat16
   */
  TransformerNetwork(EncoderConfiguration configuration, List<Integer> layers, boolean bfloat16) {
    this.configuration = configuration;
    this.text = new TransformerText(configuration, bfloat16);
    this.layers = layers;
    fuse = Program.of("fuse", text.fuse());
  }

  /** The weights in the program's order, attached to {@code manager}. */
  Fused fuse(NDManager manager, Weights weights, Mode mode) {
    List<NDArray> raw = new ArrayList<>();
    configuration.layout().shapes().keySet().forEach(name -> raw.add(weights.get(name)));
    NDList fused = fuse.call(mode, manager.create(0f), Program.list(raw));
    NDArray table = RelativeTables.of(configuration, manager);
    fused.add(table == null ? manager.create(0f) : table);
    return new Fused(fused, false);
  }

  /** The weights for inference that goes on for long, attached to {@code manager}. */
  Fused ready(NDManager manager, Map<String, Weights.Tensor> tensors, boolean packs) {
    try (NDManager between = manager.newSubManager()) {
      Fused fused;
      try (NDManager raw = between.newSubManager()) {
        fused = fuse(raw, Weights.of(raw, tensors), Mode.INFERENCE);
        fused.arrays().attach(packs ? between : manager);
      }
      if (!packs) {
        return fused;
      }
      try (Program pack = Program.of("pack", text.pack())) {
        NDArray near = between.create(0f);
        NDList packed = pack.call(Mode.INFERENCE, near, Program.list(fused.arrays()));
        packed.attach(manager);
        return new Fused(packed, true);
      }
    }
  }

  /**
   * The hidden states of {@code batch}: (rows, layers, width).
   *
   * @param rates the probabilities of dropout of embeddings, hidden states and attention
   */
  NDArray run(NDManager manager, SubwordBatch batch, Fused fused, Mode mode, float... rates) {
    long[] cuts = new long[rates.length];
    for (int i = 0; i < cuts.length; i++) {
      cuts[i] = Dropout.cut(rates[i]);
    }
    Kind kind = mode == Mode.TRAINING ? Kind.TRAINING : fused.packed() ? Kind.PACKED : Kind.PLAIN;
    return program(kind)
        .one(
            mode,
            batch.ids(manager),
            batch.positions(manager),
            batch.types(manager),
            batch.cells(manager),
            batch.back(manager),
            batch.mask(manager),
            batch.grid(manager),
            manager.create(cuts),
            Program.list(fused.arrays()));
  }

  private synchronized Program program(Kind kind) {
    return programs.computeIfAbsent(
        kind,
        k ->
            Program.load(
                TransformerNetwork.class,
                "transformer",
                text.constants(layers, k == Kind.TRAINING, k == Kind.PACKED)));
  }

  @Override
  public synchronized void close() {
    fuse.close();
    programs.values().forEach(Program::close);
  }
}
