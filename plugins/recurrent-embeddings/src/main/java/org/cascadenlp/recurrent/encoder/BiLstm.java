package org.cascadenlp.recurrent.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.cascadenlp.neural.layers.OneDnnLstm;
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.neural.torch.Program;
import org.cascadenlp.neural.torch.Weights;

/**
 * Layers of LSTMs in both directions as one operator program, {@code lstm.program}.
 *
 * <p>A program for inference works in place and, where states are carried, returns them; one for
 * training keeps what gradients need. LSTMs as libtorch has them, neither projected nor clipped,
 * run in its own kernel where that is one of oneDNN's: {@code lstm-fused.program}.
 */
public final class BiLstm implements AutoCloseable {

  /**
   * What a stack of LSTMs is made of.
   *
   * @param input the width of what the first layer reads
   * @param cells the width of a memory cell
   * @param hidden the width of a direction's output: {@code cells} without a projection
   * @param layers the number of layers
   * @param cellClip what a cell's magnitude is clipped to; 0 for not at all
   * @param hiddenClip the same of the output
   * @param wiring how layers are stacked
   */
  public record Shapes(
      int input,
      int cells,
      int hidden,
      int layers,
      double cellClip,
      double hiddenClip,
      Wiring wiring) {

    /** The shapes of the weights of all layers by name, in the order of the program. */
    public Map<String, long[]> weights() {
      Map<String, long[]> shapes = new LinkedHashMap<>();
      for (int layer = 0; layer < layers; layer++) {
        long reads = layer == 0 ? input : wiring.joined() ? 2L * hidden : hidden;
        for (String direction : List.of("forward", "backward")) {
          String place = "layers." + layer + "." + direction + ".";
          shapes.put(place + "input.weight", new long[] {4L * cells, reads});
          shapes.put(place + "state.weight", new long[] {4L * cells, hidden});
          shapes.put(place + "bias", new long[] {4L * cells});
          if (wiring.projected()) {
            shapes.put(place + "projection.weight", new long[] {hidden, cells});
          }
        }
      }
      return shapes;
    }
  }

  /** How layers of LSTMs are stacked. */
  public enum Wiring {
    /** ELMo's: directions stay apart, outputs are projected */
    APART,
    /** as APART; from the second layer on, a layer's input is added to its output */
    APART_WITH_SKIPS,
    /** CoVe's: a layer reads both directions of the one below */
    JOINED;

    boolean joined() {
      return this == JOINED;
    }

    boolean projected() {
      return this != JOINED;
    }
  }

  /** What a row is made of. */
  public enum Output {
    /** a layer's output in both directions */
    OUTPUT,
    /** what the first layer reads and, after it, a layer's output */
    INPUT_AND_OUTPUT
  }

  private final Shapes shapes;
  private final boolean bfloat16;
  private final boolean fused;
  private final Program infer;
  private final Program train;
  private final Program carry;

  /**
   * The programs for {@code shapes}.
   *
   * @param kept the layers to return; 0 = what the first one reads, twice where directions stay
   *     apart
   * @param bfloat16 whether matrix products of inference are in bfloat16; all else is float32
   */
  public BiLstm(Shapes shapes, List<Integer> kept, Output rows, boolean bfloat16) {
    this.shapes = shapes;
    this.bfloat16 = bfloat16;
    LstmText text = new LstmText(shapes, kept, rows);
    fused = shapes.wiring.joined() && !bfloat16 && OneDnnLstm.here();
    infer = Program.load(BiLstm.class, fused ? "lstm-fused" : "lstm", text.infer(bfloat16));
    train = Program.load(BiLstm.class, "lstm", text.train());
    carry = Program.load(BiLstm.class, "lstm", text.carry(bfloat16));
  }

  /** Whether libtorch's own kernel runs in inference, which takes grids. */
  public boolean fused() {
    return fused;
  }

  /**
   * The weights as inference wants them, the network's others among them: where products are in
   * bfloat16, matrices of layers are new ones, attached to {@code manager}, and the old are closed.
   */
  public Weights ready(NDManager manager, Weights weights) {
    if (!bfloat16) {
      return weights;
    }
    List<String> names =
        shapes.weights().keySet().stream().filter(name -> name.endsWith(".weight")).toList();
    List<String> casts =
        IntStream.range(0, names.size()).mapToObj(i -> LstmText.in16("w[" + i + "]")).toList();
    NDList found = Program.once("cast", casts, manager, names.stream().map(weights::get).toList());
    Map<String, NDArray> replaced = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      weights.get(names.get(i)).close();
      replaced.put(names.get(i), found.get(i));
    }
    return weights.with(replaced);
  }

  /**
   * The layers of {@code batch}, each sequence beginning with a state of zero.
   *
   * @param table what the words of the batch are rows of, as pieces one below the other
   * @return (returned elements of all sequences, layers, width)
   */
  public NDArray run(
      NDManager owner,
      SequenceBatch batch,
      List<NDArray> table,
      Weights weights,
      Mode mode,
      float dropout) {
    if (mode == Mode.INFERENCE && fused) {
      SequenceBatch.Grid grid = batch.grid(owner);
      return infer.one(
          mode,
          batch.words(owner),
          grid.places(),
          grid.back(),
          batch.picked(owner),
          Program.list(table),
          Program.list(own(weights)));
    }
    NDArray none = owner.create(0f);
    return call(
            mode == Mode.TRAINING ? train : infer,
            owner,
            batch,
            table,
            weights,
            mode,
            dropout,
            none,
            none)
        .singletonOrThrow();
  }

  /**
   * As {@link #run} in inference, each sequence beginning with the state at its place in {@code
   * state}, which then holds the states in which they ended.
   */
  public NDArray run(
      NDManager owner,
      SequenceBatch batch,
      List<NDArray> table,
      Weights weights,
      CarriedState state) {
    int[] order = batch.order();
    Shape hidden = new Shape(shapes.layers, 2, batch.slots(), shapes.hidden);
    Shape cells = new Shape(shapes.layers, 2, batch.slots(), shapes.cells);
    NDList results =
        call(
            carry,
            owner,
            batch,
            table,
            weights,
            Mode.INFERENCE,
            0,
            owner.create(state.hidden(order, batch.slots()), hidden),
            owner.create(state.cells(order, batch.slots()), cells));
    for (int i = 0; i < 2 * shapes.layers; i++) {
      state.take(
          order, i, results.get(2 * i).toFloatArray(), results.get(2 * i + 1).toFloatArray());
    }
    return results.get(results.size() - 1);
  }

  private NDList call(
      Program program,
      NDManager owner,
      SequenceBatch batch,
      List<NDArray> table,
      Weights weights,
      Mode mode,
      float dropout,
      NDArray hidden,
      NDArray cells) {
    return program.call(
        mode,
        batch.words(owner),
        batch.steps(owner),
        batch.counts(owner),
        batch.back(owner),
        batch.picked(owner),
        batch.ends(owner),
        hidden,
        cells,
        owner.create(Math.max(0, dropout)),
        Program.list(table),
        Program.list(own(weights)));
  }

  private List<NDArray> own(Weights weights) {
    return shapes.weights().keySet().stream().map(weights::get).toList();
  }

  @Override
  public void close() {
    infer.close();
    train.close();
    carry.close();
  }
}
