package org.cascadenlp.transformers.program;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.neural.torch.Program;
import org.cascadenlp.neural.torch.Weights;
import org.cascadenlp.transformers.config.EncoderConfiguration;
import org.cascadenlp.weights.tensor.Tensor;

/**
 * The operator programs of one transformer: {@code fuse} brings saved weights into the order of
 * {@code transformer}, which runs the whole encoder in one call; {@code pack} gives inference its
 * own copy of the layers' weights where that is faster.
 */
public final class TransformerNetwork implements AutoCloseable {

  private static final String ROWS =
      "def forward(self, places: Tensor, parts: List[Tensor]) -> Tensor:\n"
          + "  return torch.index_select(torch.cat(parts, 0), 0, places)\n";

  private final EncoderConfiguration configuration;
  private final TransformerText text;
  private final List<Integer> layers;
  private final int memory;
  private final Program fuse;
  private final Map<Kind, Program> programs = new EnumMap<>(Kind.class);

  /** The forms of the program, made when they are first needed. */
  private enum Kind {
    PLAIN,
    PACKED,
    TRAINING,
    ROWS
  }

  /**
   * Weights as {@link #run} reads them.
   *
   * @param packed whether they are for inference alone
   */
  public record Fused(NDList arrays, boolean packed) {}

  /**
   * What a network with a memory makes of a batch.
   *
   * @param kept the hidden states to return: (rows, layers, width)
   * @param before those before each layer: (rows, all layers, width)
   */
  public record States(NDArray kept, NDArray before) {}

  /** The programs for {@code configuration}, without memory; the arguments as below. */
  public TransformerNetwork(
      EncoderConfiguration configuration, List<Integer> layers, boolean bfloat16) {
    this(configuration, layers, 0, bfloat16);
  }

  /**
   * The programs for {@code configuration}.
   *
   * @param layers the hidden states to return, 0 = after the embeddings
   * @param memory how many earlier states a sequence sees at most, 0 for none
   * @param bfloat16 whether matrix products are in bfloat16
   */
  public TransformerNetwork(
      EncoderConfiguration configuration, List<Integer> layers, int memory, boolean bfloat16) {
    this.configuration = configuration;
    this.text = new TransformerText(configuration, bfloat16, memory > 0);
    this.layers = layers;
    this.memory = memory;
    fuse = Program.ofList("fuse", text.fuse());
  }

  /** The weights in the program's order, attached to {@code manager}. */
  public Fused fuse(NDManager manager, Weights weights, Mode mode) {
    List<NDArray> raw = new ArrayList<>();
    configuration.layout().shapes().keySet().forEach(name -> raw.add(weights.get(name)));
    NDList fused = fuse.call(mode, manager.create(0f), Program.list(raw));
    NDArray table = RelativeTables.of(configuration, memory, manager);
    fused.add(table == null ? manager.create(0f) : table);
    return new Fused(fused, false);
  }

  /** The weights for inference that goes on for long, attached to {@code manager}. */
  public Fused ready(NDManager manager, Map<String, Tensor> tensors, boolean packs) {
    try (NDManager between = manager.newSubManager()) {
      Fused fused;
      try (NDManager raw = between.newSubManager()) {
        fused = fuse(raw, Weights.of(raw, tensors), Mode.INFERENCE);
        fused.arrays().attach(packs ? between : manager);
      }
      if (!packs) {
        return fused;
      }
      return new Fused(Program.once("pack", text.pack(), manager, fused.arrays()), true);
    }
  }

  /**
   * The hidden states of {@code batch}, which remembers nothing: (rows, layers, width).
   *
   * @param rates the probabilities of dropout of embeddings, hidden states and attention
   */
  public NDArray run(
      NDManager manager, SubwordBatch batch, Fused fused, Mode mode, float... rates) {
    return memory > 0
        ? run(manager, batch, nothing(manager), fused, mode, rates).kept()
        : call(manager, batch, List.of(), fused, mode, rates).singletonOrThrow();
  }

  /**
   * As {@link #run(NDManager, SubwordBatch, Fused, Mode, float...)}, with a memory.
   *
   * @param earlier the states before each layer that the batch remembers: (rows, layers, width)
   */
  public States run(
      NDManager manager,
      SubwordBatch batch,
      NDArray earlier,
      Fused fused,
      Mode mode,
      float... rates) {
    NDList states = call(manager, batch, List.of(earlier), fused, mode, rates);
    return new States(states.get(0), states.get(1));
  }

  /** A memory without states. */
  public NDArray nothing(NDManager manager) {
    return manager.zeros(new Shape(0, configuration.layers(), configuration.hiddenSize()));
  }

  /** Of {@code parts}, one after the other, the rows at {@code places}, without a gradient. */
  public NDArray rows(NDManager manager, long[] places, List<NDArray> parts) {
    return program(Kind.ROWS).one(Mode.INFERENCE, manager.create(places), Program.list(parts));
  }

  private NDList call(
      NDManager manager,
      SubwordBatch batch,
      List<NDArray> earlier,
      Fused fused,
      Mode mode,
      float... rates) {
    long[] cuts = new long[rates.length];
    for (int i = 0; i < cuts.length; i++) {
      cuts[i] = Dropout.cut(rates[i]);
    }
    Kind kind = mode == Mode.TRAINING ? Kind.TRAINING : fused.packed() ? Kind.PACKED : Kind.PLAIN;
    List<Object> arguments = new ArrayList<>();
    arguments.add(batch.ids(manager));
    arguments.add(batch.positions(manager));
    arguments.add(batch.types(manager));
    arguments.add(batch.cells(manager));
    arguments.add(batch.back(manager));
    arguments.add(batch.mask(manager));
    arguments.add(batch.grid(manager));
    arguments.add(manager.create(cuts));
    arguments.addAll(earlier);
    arguments.add(Program.list(fused.arrays()));
    return program(kind).call(mode, arguments.toArray());
  }

  private synchronized Program program(Kind kind) {
    return programs.computeIfAbsent(kind, this::load);
  }

  private Program load(Kind kind) {
    return kind == Kind.ROWS
        ? Program.of("rows", ROWS)
        : Program.load(
            TransformerNetwork.class,
            "transformer",
            text.constants(layers, kind == Kind.TRAINING, kind == Kind.PACKED));
  }

  @Override
  public synchronized void close() {
    fuse.close();
    programs.values().forEach(Program::close);
  }
}
