package org.cascadenlp.neural.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.neural.torch.Program;

/**
 * Bidirectional LSTM layers, as {@code torch.nn.LSTM}: each reads both directions of the layer
 * below.
 *
 * <p>Inference in float32 runs as {@code torch.lstm} if oneDNN has a kernel for it: {@code
 * bilstm-onednn.program}. Training, other devices and bfloat16 are a loop over the steps: {@code
 * bilstm.program}. In inference the bits of a token's output depend on its sequence only.
 */
public final class BiLstm implements AutoCloseable {

  /** The number of sequences in the loop is padded to a multiple of this in inference. */
  private static final int COLUMNS = 16;

  /**
   * A step takes as long as this many more sequences, and a batch as this many cells: measured with
   * states of 100 and of 300 numbers, one thread.
   */
  private static final int STEP = 5;

  private static final int BATCH = 64;

  private final int layers;
  private final int sizes;
  private final boolean bfloat16;
  private final boolean oneDnn;
  private final Map<Mode, Program> programs = new ConcurrentHashMap<>();

  /**
   * Layers without weights, which are arguments of {@link #run}.
   *
   * @param sizes the padded sizes between powers of two, see {@link OneDnnLstm#steps}
   * @param bfloat16 whether matrix products in inference use bfloat16; everything else is float32
   */
  public BiLstm(int layers, int sizes, boolean bfloat16) {
    this(layers, sizes, bfloat16, !bfloat16 && OneDnnLstm.here());
  }

  /** As the other constructor; {@code oneDnn} tells whether inference runs as one kernel. */
  BiLstm(int layers, int sizes, boolean bfloat16, boolean oneDnn) {
    this.layers = layers;
    this.sizes = sizes;
    this.bfloat16 = bfloat16;
    this.oneDnn = oneDnn;
  }

  /**
   * Runs the layers, each sequence from a zero state.
   *
   * @param x (rows, width)
   * @param words the row of {@code x} for each token, sequence after sequence
   * @param lengths the number of tokens of each sequence
   * @param weights for each layer {@code weight_ih}, {@code weight_hh}, {@code bias_ih} and {@code
   *     bias_hh} of the forward, then of the backward direction
   * @param dropouts the dropout rate on the input of each layer in training
   * @return the output of each layer: (tokens, 2 * hidden)
   */
  public NDList run(
      Mode mode, NDArray x, long[] words, int[] lengths, List<NDArray> weights, float... dropouts) {
    NDManager owner = x.getManager();
    SequenceGrid grid = grid(mode, lengths);
    return programs
        .computeIfAbsent(mode, this::program)
        .call(
            mode,
            x,
            owner.create(words),
            owner.create(dropouts),
            grid.bothPlaces(owner),
            grid.bothCells(owner),
            Program.list(weights));
  }

  private SequenceGrid grid(Mode mode, int[] lengths) {
    if (mode == Mode.TRAINING) {
      return SequenceGrid.of(lengths);
    }
    int longest = Arrays.stream(lengths).max().orElse(0);
    return SequenceGrid.of(lengths, steps(longest), columns(lengths.length));
  }

  private int steps(int longest) {
    return oneDnn ? OneDnnLstm.steps(longest, sizes) : longest;
  }

  private int columns(int sequences) {
    return oneDnn ? OneDnnLstm.columns(sequences) : (sequences + COLUMNS - 1) / COLUMNS * COLUMNS;
  }

  /** The work of a batch in inference: {@link PaddedBatches.Work}. */
  public long work(int sequences, int longest) {
    return (long) steps(longest) * (columns(sequences) + STEP) + BATCH;
  }

  private Program program(Mode mode) {
    Map<String, String> constants = new HashMap<>();
    constants.put("layers", String.valueOf(layers));
    if (mode == Mode.INFERENCE && oneDnn) {
      return Program.load(BiLstm.class, "bilstm-onednn", constants);
    }
    if (mode == Mode.INFERENCE && bfloat16) {
      constants.put("input", String.join("\n      ", LinearProgram.loop("p", "read", "v", "bias")));
      constants.put("recurrent", LinearProgram.in16("r"));
      constants.put("sum", steps16());
    } else {
      constants.put("input", "p = torch.linear(read, v, bias)");
      constants.put("recurrent", "torch.t(r)");
      constants.put("sum", "a = torch.baddbmm(gates[s], h, product)");
    }
    return Program.load(BiLstm.class, "bilstm", constants);
  }

  /** The gates of a step from products in bfloat16, one for each direction. */
  private static String steps16() {
    return String.join(
        "\n      ",
        "sums = annotate(List[Tensor], [])",
        "for d in range(2):",
        "  "
            + String.join(
                "\n        ",
                LinearProgram.loop(
                    "p",
                    "torch.select(h, 0, d)",
                    "torch.select(product, 0, d)",
                    "torch.select(gates[s], 0, d)")),
        "  _4 = torch.append(sums, p)",
        "a = torch.stack(sums, 0)");
  }

  @Override
  public void close() {
    programs.values().forEach(Program::close);
    programs.clear();
  }
}
