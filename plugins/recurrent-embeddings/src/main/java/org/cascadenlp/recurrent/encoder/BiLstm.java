package org.cascadenlp.recurrent.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.cascadenlp.neural.Mode;
import org.cascadenlp.neural.Product;
import org.cascadenlp.neural.Program;
import org.cascadenlp.neural.Weights;

/**
 * Layers of LSTMs in both directions as one operator program, {@code lstm.program}.
 *
 * <p>A program for inference works in place and, where states are carried, returns them; one for
 * training keeps what gradients need.
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
  public enum Rows {
    /** a layer's output in both directions */
    OUTPUT,
    /** what the first layer reads and, after it, a layer's output */
    INPUT_AND_OUTPUT
  }

  private static final String BFLOAT16 = "15";

  private final Shapes shapes;
  private final boolean bfloat16;
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
  public BiLstm(Shapes shapes, List<Integer> kept, Rows rows, boolean bfloat16) {
    this.shapes = shapes;
    this.bfloat16 = bfloat16;
    Map<String, String> constants = constants(shapes, kept, rows);
    String slots = "torch.new_zeros(x, [int(torch.select(counts, 0, 0)), ";
    constants.put("hidden", slots + shapes.hidden + "])");
    constants.put("cells", slots + shapes.cells + "])");
    products(constants, bfloat16);
    infer = Program.load(BiLstm.class, "lstm", constants);
    put(constants, shapes, true);
    products(constants, false);
    train = Program.load(BiLstm.class, "lstm", constants);
    put(constants, shapes, false);
    products(constants, bfloat16);
    String begin = "torch.clone(torch.select(torch.select(%s, 0, layer), 0, d))";
    constants.put("hidden", String.format(begin, "hidden"));
    constants.put("cells", String.format(begin, "cells"));
    constants.put("keepcell", "cs = torch.append(cs, torch.clone(c))");
    constants.put(
        "keepends",
        "result = torch.append(torch.append(result, torch.index_select(m, 0, ends)),"
            + " torch.index_select(torch.cat(cs, 0), 0, ends))");
    carry = Program.load(BiLstm.class, "lstm", constants);
  }

  private static Map<String, String> constants(Shapes shapes, List<Integer> kept, Rows rows) {
    List<String> returned = new ArrayList<>();
    boolean joined = shapes.wiring.joined();
    for (int k : kept) {
      String state = "states[" + k + "]";
      returned.add(rows == Rows.OUTPUT ? state : "torch.cat([x, " + state + "], 1)");
    }
    Map<String, String> constants = new HashMap<>();
    constants.put("layers", String.valueOf(shapes.layers));
    constants.put("arrays", shapes.wiring.projected() ? "4" : "3");
    constants.put("one", String.valueOf(shapes.cells));
    constants.put("two", String.valueOf(2 * shapes.cells));
    constants.put("three", String.valueOf(3 * shapes.cells));
    constants.put("four", String.valueOf(4 * shapes.cells));
    constants.put("first", joined ? "x" : "torch.cat([x, x], 1)");
    constants.put("dropped", joined ? "1" : "0");
    constants.put(
        "skipped", shapes.wiring == Wiring.APART_WITH_SKIPS ? "1" : constants.get("layers"));
    constants.put("next", joined ? "[y, y]" : "outs");
    constants.put("keepcell", "");
    constants.put("keepends", "");
    constants.put("kept", String.join(", ", returned));
    put(constants, shapes, false);
    return constants;
  }

  /** The products of all steps with the input, of each with the state, and of the projection. */
  private void products(Map<String, String> constants, boolean in16) {
    String input = "g = torch.linear(e, w[b], w[torch.add(b, 2)])";
    String state = "torch.t(w[torch.add(b, 1)])";
    String gates =
        "torch.addmm"
            + constants.get("_")
            + "(torch.index_select(g, 0, i), torch.slice(h, 0, 0, n), v)";
    String projection = "h = torch.linear(h, w[torch.add(b, 3)])";
    if (in16) {
      // layers differ in the width of what they read
      String range = ", 1, at, torch.add(at, " + Product.LONGEST + "))";
      input =
          String.join(
              "\n      ",
              "g = w[torch.add(b, 2)]",
              "u = torch.to(e, " + BFLOAT16 + ")",
              "for z in range(torch.floordiv(torch.add(torch.size(u, 1), "
                  + (Product.LONGEST - 1)
                  + "), "
                  + Product.LONGEST
                  + ")):",
              "  at = torch.mul(z, " + Product.LONGEST + ")",
              "  l = torch.linear(torch.slice(u"
                  + range
                  + ", torch.slice("
                  + in16("w[b]")
                  + range
                  + ")",
              "  g = torch.add(g, torch.to(l, 6))");
      state = in16("w[torch.add(b, 1)]");
      gates =
          "torch.add(torch.index_select(g, 0, i), torch.to("
              + Product.text(in16("torch.slice(h, 0, 0, n)"), "v", "None", shapes.hidden, true)
              + ", 6))";
      projection =
          "h = torch.to("
              + Product.text(in16("h"), in16("w[torch.add(b, 3)]"), "None", shapes.cells, true)
              + ", 6)";
    }
    constants.put("input", input);
    constants.put("state", state);
    constants.put("gates", gates);
    constants.put("project", shapes.wiring.projected() ? projection : "");
  }

  private static String in16(String x) {
    return "torch.to(" + x + ", " + BFLOAT16 + ")";
  }

  /**
   * The weights as inference wants them, the network's others among them: matrices of layers in
   * bfloat16, where products are, attached to {@code manager}.
   */
  public Weights ready(NDManager manager, Weights weights) {
    if (!bfloat16) {
      return weights;
    }
    List<String> names =
        shapes.weights().keySet().stream().filter(name -> name.endsWith(".weight")).toList();
    String cast =
        String.join(
            ", ", IntStream.range(0, names.size()).mapToObj(i -> in16("w[" + i + "]")).toList());
    try (NDManager near = manager.newSubManager();
        Program program =
            Program.of(
                "cast",
                "def forward(self, near: Tensor, w: List[Tensor]) -> List[Tensor]:\n  return ["
                    + cast
                    + "]\n")) {
      NDList found =
          program.call(
              Mode.INFERENCE,
              near.create(0f),
              Program.list(names.stream().map(weights::get).toList()));
      found.attach(manager);
      Map<String, NDArray> replaced = new HashMap<>();
      for (int i = 0; i < names.size(); i++) {
        weights.get(names.get(i)).close();
        replaced.put(names.get(i), found.get(i));
      }
      return weights.with(replaced);
    }
  }

  private static void put(Map<String, String> constants, Shapes shapes, boolean training) {
    String inPlace = training ? "" : "_";
    constants.put("_", inPlace);
    constants.put("training", training ? "True" : "False");
    constants.put("clipcell", clip("c", shapes.cellClip, inPlace));
    constants.put("cliphidden", clip("h", shapes.hiddenClip, inPlace));
  }

  private static String clip(String name, double most, String inPlace) {
    return most == 0
        ? ""
        : name + " = torch.clamp" + inPlace + "(" + name + ", -" + most + ", " + most + ")";
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
    List<NDArray> own = new ArrayList<>();
    shapes.weights().keySet().forEach(name -> own.add(weights.get(name)));
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
        Program.list(own));
  }

  @Override
  public void close() {
    infer.close();
    train.close();
    carry.close();
  }
}
