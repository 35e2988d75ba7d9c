package org.cascadenlp.recurrent.elmo;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cascadenlp.neural.layers.LinearProgram;
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.neural.torch.Program;
import org.cascadenlp.neural.torch.Weights;

/**
 * The LSTM layers of ELMo as one operator program, {@code lstm.program}: the directions are
 * separate, and the output of a step is projected and, like the cell state, clipped.
 *
 * <p>The program for inference works in place and, if states are carried over, returns them; the
 * one for training keeps the arrays that gradients need.
 */
final class ElmoLstm implements AutoCloseable {

  /**
   * The dimensions and options of the layers.
   *
   * @param width the width of the input and of the output of each direction
   * @param cells the width of the cell state
   * @param layers the number of layers
   * @param cellClip the bound to which the cell state is clipped; 0 for none
   * @param outputClip the bound to which the output is clipped; 0 for none
   * @param skips whether there are residual connections from the second layer on
   */
  record Shapes(
      int width, int cells, int layers, double cellClip, double outputClip, boolean skips) {

    /** The shapes of the weights of all layers by name, in the order of the program. */
    Map<String, long[]> weights() {
      Map<String, long[]> shapes = new LinkedHashMap<>();
      for (int layer = 0; layer < layers; layer++) {
        for (String direction : List.of("forward", "backward")) {
          String place = "layers." + layer + "." + direction + ".";
          shapes.put(place + "input.weight", new long[] {4L * cells, width});
          shapes.put(place + "state.weight", new long[] {4L * cells, width});
          shapes.put(place + "bias", new long[] {4L * cells});
          shapes.put(place + "projection.weight", new long[] {width, cells});
        }
      }
      return shapes;
    }
  }

  private final Shapes shapes;
  private final boolean bfloat16;
  private final Program infer;
  private final Program train;
  private final Program carry;

  /**
   * Compiles the programs for {@code shapes}.
   *
   * @param kept the layers to return; 0 is the input, repeated for each direction
   * @param bfloat16 whether matrix products in inference use bfloat16; everything else is float32
   */
  ElmoLstm(Shapes shapes, List<Integer> kept, boolean bfloat16) {
    this.shapes = shapes;
    this.bfloat16 = bfloat16;
    LstmText text = new LstmText(shapes, kept);
    infer = Program.load(ElmoLstm.class, "lstm", text.infer(bfloat16));
    train = Program.load(ElmoLstm.class, "lstm", text.train());
    carry = Program.load(ElmoLstm.class, "lstm", text.carry(bfloat16));
  }

  /**
   * Prepares weights for inference: for bfloat16 the matrices of the layers are converted, attached
   * to {@code manager}, and the originals closed. Other arrays are returned unchanged.
   */
  Weights prepare(NDManager manager, Weights weights) {
    return bfloat16
        ? LinearProgram.inBfloat16(
            manager,
            weights,
            shapes.weights().keySet().stream().filter(name -> name.endsWith(".weight")).toList())
        : weights;
  }

  /**
   * Runs the layers on {@code batch}, each sequence starting from a zero state.
   *
   * @param table the table whose rows are the inputs, as parts to be concatenated
   * @return (kept tokens of all sequences, layers, width)
   */
  NDArray run(
      NDManager owner,
      SequenceBatch batch,
      List<NDArray> table,
      Weights weights,
      Mode mode,
      float dropout) {
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
  NDArray run(
      NDManager owner,
      SequenceBatch batch,
      List<NDArray> table,
      Weights weights,
      CarriedState state) {
    int[] order = batch.order();
    Shape hidden = new Shape(shapes.layers, 2, batch.slots(), shapes.width);
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
