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
 * A stack of bidirectional LSTM layers as one operator program, {@code lstm.program}.
 *
 * <p>The program for inference works in place and, if states are carried over, returns them; the
 * one for training keeps the arrays that gradients need. Plain LSTMs, neither projected nor
 * clipped, run as {@code torch.lstm} if oneDNN has a kernel for it: {@code lstm-onednn.program}.
 */
public final class BiLstm implements AutoCloseable {

  /**
   * The dimensions and options of a stack of LSTMs.
   *
   * @param input the width of the input
   * @param cells the width of the cell state
   * @param hidden the width of the output of each direction: {@code cells} without a projection
   * @param layers the number of layers
   * @param cellClip the bound to which the cell state is clipped; 0 for none
   * @param hiddenClip the bound to which the output is clipped; 0 for none
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

  /** How LSTM layers are stacked. */
  public enum Wiring {
    /** as in ELMo: directions are separate, outputs are projected */
    APART,
    /** as APART, with residual connections from the second layer on */
    APART_WITH_SKIPS,
    /** as in CoVe: a layer reads both directions of the layer below */
    JOINED;

    boolean joined() {
      return this == JOINED;
    }

    boolean projected() {
      return this != JOINED;
    }
  }

  /** The content of a token's vector. */
  public enum Output {
    /** the output of a layer in both directions */
    OUTPUT,
    /** the input followed by the output of a layer */
    INPUT_AND_OUTPUT
  }

  private final Shapes shapes;
  private final boolean bfloat16;
  private final boolean oneDnn;
  private final Program infer;
  private final Program train;
  private final Program carry;

  /**
   * Compiles the programs for {@code shapes}.
   *
   * @param kept the layers to return; 0 is the input, repeated for each direction if these are
   *     separate
   * @param bfloat16 whether matrix products in inference use bfloat16; everything else is float32
   */
  public BiLstm(Shapes shapes, List<Integer> kept, Output rows, boolean bfloat16) {
    this.shapes = shapes;
    this.bfloat16 = bfloat16;
    LstmText text = new LstmText(shapes, kept, rows);
    oneDnn = shapes.wiring.joined() && !bfloat16 && OneDnnLstm.here();
    infer = Program.load(BiLstm.class, oneDnn ? "lstm-onednn" : "lstm", text.infer(bfloat16));
    train = Program.load(BiLstm.class, "lstm", text.train());
    carry = Program.load(BiLstm.class, "lstm", text.carry(bfloat16));
  }

  /** True if inference runs as {@code torch.lstm}, which pads sequences to the longest. */
  public boolean usesOneDnn() {
    return oneDnn;
  }

  /**
   * Prepares weights for inference: for bfloat16 the matrices of the layers are converted, attached
   * to {@code manager}, and the originals closed. Other arrays are returned unchanged.
   */
  public Weights prepare(NDManager manager, Weights weights) {
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
   * Runs the layers on {@code batch}, each sequence starting from a zero state.
   *
   * @param table the table whose rows are the inputs, as parts to be concatenated
   * @return (kept tokens of all sequences, layers, width)
   */
  public NDArray run(
      NDManager owner,
      SequenceBatch batch,
      List<NDArray> table,
      Weights weights,
      Mode mode,
      float dropout) {
    if (mode == Mode.INFERENCE && oneDnn) {
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
   * As {@link #run} in inference, but each sequence starts from the state at its position in {@code
   * state}, which is updated to the final states.
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
