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
 * The operator programs of one transformer: {@code prepare} converts the saved weights, {@code
 * transformer} runs the whole encoder in one call, {@code pack} additionally packs the weights of
 * linear layers for inference where that is faster.
 */
public final class TransformerNetwork implements AutoCloseable {

  private static final String ROWS =
      "def forward(self, places: Tensor, parts: List[Tensor]) -> Tensor:\n"
          + "  return torch.index_select(torch.cat(parts, 0), 0, places)\n";

  private final EncoderConfiguration configuration;
  private final TransformerPrograms text;
  private final List<Integer> layers;
  private final int memory;
  private final Program prepare;
  private final Map<Kind, Program> programs = new EnumMap<>(Kind.class);

  /** The variants of the program, each built at its first use. */
  private enum Kind {
    PLAIN,
    PACKED,
    TRAINING,
    ROWS
  }

  /**
   * Weights in the form that {@link #run} takes.
   *
   * @param packed whether linear layers are packed, which excludes training
   */
  public record PreparedWeights(NDList arrays, boolean packed) {}

  /**
   * The results of a batch with segment recurrence.
   *
   * @param kept the requested hidden states (rows, layers, width)
   * @param before the inputs of all layers (rows, all layers, width), from which mems are taken
   */
  public record States(NDArray kept, NDArray before) {}

  /** The programs for {@code configuration} without segment recurrence; arguments as below. */
  public TransformerNetwork(
      EncoderConfiguration configuration, List<Integer> layers, boolean bfloat16) {
    this(configuration, layers, 0, bfloat16);
  }

  /**
   * The programs for {@code configuration}.
   *
   * @param layers the indices of the hidden states to return, 0 = after the embeddings
   * @param memory the maximum number of earlier states per sequence (mems), 0 without segment
   *     recurrence
   * @param bfloat16 whether matrix products are in bfloat16
   */
  public TransformerNetwork(
      EncoderConfiguration configuration, List<Integer> layers, int memory, boolean bfloat16) {
    this.configuration = configuration;
    this.text = new TransformerPrograms(configuration, bfloat16);
    this.layers = layers;
    this.memory = memory;
    prepare = Program.ofList("prepare", text.prepare());
  }

  /**
   * Prepares weights in any mode; the result is attached to {@code manager}, gradients flow to
   * {@code weights}.
   */
  public PreparedWeights prepare(NDManager manager, Weights weights, Mode mode) {
    List<NDArray> raw = new ArrayList<>();
    configuration.spec().shapes().keySet().forEach(name -> raw.add(weights.get(name)));
    NDList prepared = prepare.call(mode, manager.create(0f), Program.list(raw));
    NDArray table = RelativePositionTables.of(configuration, memory, manager);
    prepared.add(table == null ? manager.create(0f) : table);
    return new PreparedWeights(prepared, false);
  }

  /**
   * Prepares weights for inference once; the result is attached to {@code manager}.
   *
   * @param packs whether to pack the weights of linear layers
   */
  public PreparedWeights prepareForInference(
      NDManager manager, Map<String, Tensor> tensors, boolean packs) {
    try (NDManager temporary = manager.newSubManager()) {
      PreparedWeights prepared;
      try (NDManager raw = temporary.newSubManager()) {
        prepared = prepare(raw, Weights.of(raw, tensors), Mode.INFERENCE);
        prepared.arrays().attach(packs ? temporary : manager);
      }
      if (!packs) {
        return prepared;
      }
      return new PreparedWeights(
          Program.once("pack", text.pack(), manager, prepared.arrays()), true);
    }
  }

  /**
   * The hidden states of {@code batch}, which has no mems: (rows, layers, width).
   *
   * @param dropouts the dropout probabilities of embeddings, hidden states and attention weights;
   *     empty for inference
   */
  public NDArray run(
      NDManager manager,
      SubwordBatch batch,
      PreparedWeights prepared,
      Mode mode,
      float... dropouts) {
    return memory > 0
        ? run(manager, batch, noMemory(manager), prepared, mode, dropouts).kept()
        : call(manager, batch, List.of(), prepared, mode, dropouts).singletonOrThrow();
  }

  /**
   * As {@link #run(NDManager, SubwordBatch, PreparedWeights, Mode, float...)}, with segment
   * recurrence.
   *
   * @param earlier the mems of the batch: earlier inputs of each layer (rows, layers, width)
   */
  public States run(
      NDManager manager,
      SubwordBatch batch,
      NDArray earlier,
      PreparedWeights prepared,
      Mode mode,
      float... dropouts) {
    NDList states = call(manager, batch, List.of(earlier), prepared, mode, dropouts);
    return new States(states.get(0), states.get(1));
  }

  /** Empty mems. */
  public NDArray noMemory(NDManager manager) {
    return manager.zeros(new Shape(0, configuration.layers(), configuration.hiddenSize()));
  }

  /** The rows {@code indices} of the concatenated {@code parts}, without gradient. */
  public NDArray rows(NDManager manager, long[] indices, List<NDArray> parts) {
    return program(Kind.ROWS).one(Mode.INFERENCE, manager.create(indices), Program.list(parts));
  }

  private NDList call(
      NDManager manager,
      SubwordBatch batch,
      List<NDArray> earlier,
      PreparedWeights prepared,
      Mode mode,
      float... dropouts) {
    long[] cuts = new long[dropouts.length];
    for (int i = 0; i < cuts.length; i++) {
      cuts[i] = Dropout.cut(dropouts[i]);
    }
    Kind kind =
        mode == Mode.TRAINING ? Kind.TRAINING : prepared.packed() ? Kind.PACKED : Kind.PLAIN;
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
    arguments.add(Program.list(prepared.arrays()));
    return program(kind).call(mode, arguments.toArray());
  }

  private synchronized Program program(Kind kind) {
    return programs.computeIfAbsent(kind, this::load);
  }

  private Program load(Kind kind) {
    return kind == Kind.ROWS
        ? Program.of("rows", ROWS)
        : Program.of(
            "transformer",
            text.encoder(layers, kind == Kind.TRAINING, kind == Kind.PACKED, memory > 0));
  }

  @Override
  public synchronized void close() {
    prepare.close();
    programs.values().forEach(Program::close);
  }
}
