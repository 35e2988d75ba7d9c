package org.cascadenlp.recurrent.encoder;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cascadenlp.neural.layers.LinearProgram;
import org.cascadenlp.recurrent.encoder.BiLstm.Wiring;

/** The values of the placeholders in {@code lstm.program} for one stack of LSTMs. */
final class LstmText {

  private final BiLstm.Shapes shapes;
  private final List<Integer> kept;
  private final BiLstm.Output rows;

  /**
   * Creates the values for {@code shapes}.
   *
   * @param kept the layers to return
   */
  LstmText(BiLstm.Shapes shapes, List<Integer> kept, BiLstm.Output rows) {
    this.shapes = shapes;
    this.kept = kept;
    this.rows = rows;
  }

  /** For inference, in place, from a zero state; matrix products in bfloat16 or float32. */
  Map<String, String> infer(boolean bfloat16) {
    Map<String, String> constants = constants(false);
    products(constants, bfloat16);
    return constants;
  }

  /** For training: keeps the arrays that gradients need. */
  Map<String, String> train() {
    Map<String, String> constants = constants(true);
    products(constants, false);
    return constants;
  }

  /** As {@link #infer}, but from given states; also returns the final states. */
  Map<String, String> carry(boolean bfloat16) {
    Map<String, String> constants = infer(bfloat16);
    String begin = "torch.clone(torch.select(torch.select(%s, 0, layer), 0, d))";
    constants.put("hidden", String.format(begin, "hidden"));
    constants.put("cells", String.format(begin, "cells"));
    constants.put("keepcell", "cs = torch.append(cs, torch.clone(c))");
    constants.put(
        "keepends",
        "result = torch.append(torch.append(result, torch.index_select(m, 0, ends)),"
            + " torch.index_select(torch.cat(cs, 0), 0, ends))");
    return constants;
  }

  /** All values but the matrix products. */
  private Map<String, String> constants(boolean training) {
    List<String> returned = new ArrayList<>();
    boolean joined = shapes.wiring().joined();
    for (int k : kept) {
      String state = "states[" + k + "]";
      returned.add(rows == BiLstm.Output.OUTPUT ? state : "torch.cat([x, " + state + "], 1)");
    }
    Map<String, String> constants = new HashMap<>();
    constants.put("layers", String.valueOf(shapes.layers()));
    constants.put("arrays", shapes.wiring().projected() ? "4" : "3");
    constants.put("one", String.valueOf(shapes.cells()));
    constants.put("two", String.valueOf(2 * shapes.cells()));
    constants.put("three", String.valueOf(3 * shapes.cells()));
    constants.put("four", String.valueOf(4 * shapes.cells()));
    constants.put("first", joined ? "x" : "torch.cat([x, x], 1)");
    constants.put("dropped", joined ? "1" : "0");
    constants.put(
        "skipped", shapes.wiring() == Wiring.APART_WITH_SKIPS ? "1" : constants.get("layers"));
    constants.put("next", joined ? "[y, y]" : "outs");
    String slots = "torch.new_zeros(x, [int(torch.select(counts, 0, 0)), ";
    constants.put("hidden", slots + shapes.hidden() + "])");
    constants.put("cells", slots + shapes.cells() + "])");
    constants.put("keepcell", "");
    constants.put("keepends", "");
    constants.put("kept", String.join(", ", returned));
    String inPlace = training ? "" : "_";
    constants.put("_", inPlace);
    constants.put("training", training ? "True" : "False");
    constants.put("clipcell", clip("c", shapes.cellClip(), inPlace));
    constants.put("cliphidden", clip("h", shapes.hiddenClip(), inPlace));
    return constants;
  }

  private static String clip(String name, double most, String inPlace) {
    return most == 0
        ? ""
        : name + " = torch.clamp" + inPlace + "(" + name + ", -" + most + ", " + most + ")";
  }

  /**
   * The products with the input for all steps, with the state for each step, and the projection.
   */
  private void products(Map<String, String> constants, boolean bfloat16) {
    boolean projected = shapes.wiring().projected();
    if (bfloat16) {
      constants.put("input", inputInParts());
      String projection = projected ? "\n      f = " + in16("w[torch.add(b, 3)]") : "";
      constants.put("state", "v = " + in16("w[torch.add(b, 1)]") + projection);
      constants.put(
          "gates",
          "u = "
              + in16("torch.slice(h, 0, 0, n)")
              + "\n        a = torch.add(torch.index_select(g, 0, i), "
              + product("v", shapes.hidden())
              + ")");
      constants.put(
          "project",
          projected ? "u = " + in16("h") + "\n        h = " + product("f", shapes.cells()) : "");
    } else {
      constants.put("input", "g = torch.linear(e, w[b], w[torch.add(b, 2)])");
      constants.put("state", "v = torch.t(w[torch.add(b, 1)])");
      constants.put(
          "gates",
          "a = torch.addmm"
              + constants.get("_")
              + "(torch.index_select(g, 0, i), torch.slice(h, 0, 0, n), v)");
      constants.put("project", projected ? "h = torch.linear(h, w[torch.add(b, 3)])" : "");
    }
  }

  /**
   * A product of bfloat16 inputs as a loop over parts, as layers differ in the width of their
   * input.
   */
  private static String inputInParts() {
    String range = ", 1, at, torch.add(at, " + LinearProgram.LONGEST + "))";
    int less = LinearProgram.LONGEST - 1;
    String parts =
        "torch.floordiv(torch.add(torch.size(u, 1), " + less + "), " + LinearProgram.LONGEST + ")";
    return String.join(
        "\n      ",
        "g = w[torch.add(b, 2)]",
        "u = " + in16("e"),
        "f = " + in16("w[b]"),
        "for z in range(" + parts + "):",
        "  at = torch.mul(z, " + LinearProgram.LONGEST + ")",
        "  l = torch.linear(torch.slice(u" + range + ", torch.slice(f" + range + ")",
        "  g = torch.add(g, torch.to(l, " + LinearProgram.FLOAT32 + "))");
  }

  /** The product of {@code u} with a bfloat16 matrix, in float32. */
  private static String product(String matrix, int summed) {
    String product = LinearProgram.text("u", matrix, "None", summed, true);
    return "torch.to(" + product + ", " + LinearProgram.FLOAT32 + ")";
  }

  static String in16(String x) {
    return "torch.to(" + x + ", " + LinearProgram.BFLOAT16 + ")";
  }
}
