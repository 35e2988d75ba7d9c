package org.cascadenlp.recurrent.elmo;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cascadenlp.neural.layers.LinearProgram;

/** The values of the placeholders in {@code lstm.program} for the layers of one ELMo. */
final class LstmText {

  private final ElmoLstm.Shapes shapes;
  private final List<Integer> kept;

  /**
   * Creates the values for {@code shapes}.
   *
   * @param kept the layers to return
   */
  LstmText(ElmoLstm.Shapes shapes, List<Integer> kept) {
    this.shapes = shapes;
    this.kept = kept;
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
    Map<String, String> constants = new HashMap<>();
    constants.put("layers", String.valueOf(shapes.layers()));
    constants.put("one", String.valueOf(shapes.cells()));
    constants.put("two", String.valueOf(2 * shapes.cells()));
    constants.put("three", String.valueOf(3 * shapes.cells()));
    constants.put("four", String.valueOf(4 * shapes.cells()));
    constants.put("skipped", String.valueOf(shapes.skips() ? 1 : shapes.layers()));
    String slots = "torch.new_zeros(x, [int(torch.select(counts, 0, 0)), ";
    constants.put("hidden", slots + shapes.width() + "])");
    constants.put("cells", slots + shapes.cells() + "])");
    constants.put("keepcell", "");
    constants.put("keepends", "");
    constants.put(
        "kept", String.join(", ", kept.stream().map(layer -> "states[" + layer + "]").toList()));
    String inPlace = training ? "" : "_";
    constants.put("_", inPlace);
    constants.put("training", training ? "True" : "False");
    constants.put("clipcell", clip("c", shapes.cellClip(), inPlace));
    constants.put("cliphidden", clip("h", shapes.outputClip(), inPlace));
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
    if (bfloat16) {
      constants.put(
          "input",
          String.join("\n      ", LinearProgram.loop("g", "e", "w[b]", "w[torch.add(b, 2)]")));
      constants.put(
          "state",
          "v = "
              + LinearProgram.in16("w[torch.add(b, 1)]")
              + "\n      f = "
              + LinearProgram.in16("w[torch.add(b, 3)]"));
      constants.put(
          "gates",
          "u = "
              + LinearProgram.in16("torch.slice(h, 0, 0, n)")
              + "\n        a = torch.add(torch.index_select(g, 0, i), "
              + product("v", shapes.width())
              + ")");
      constants.put(
          "project",
          "u = " + LinearProgram.in16("h") + "\n        h = " + product("f", shapes.cells()));
    } else {
      constants.put("input", "g = torch.linear(e, w[b], w[torch.add(b, 2)])");
      constants.put("state", "v = torch.t(w[torch.add(b, 1)])");
      constants.put(
          "gates",
          "a = torch.addmm"
              + constants.get("_")
              + "(torch.index_select(g, 0, i), torch.slice(h, 0, 0, n), v)");
      constants.put("project", "h = torch.linear(h, w[torch.add(b, 3)])");
    }
  }

  /** The product of {@code u} with a bfloat16 matrix, in float32. */
  private static String product(String matrix, int summed) {
    String product = LinearProgram.text("u", matrix, "None", summed, true);
    return "torch.to(" + product + ", " + LinearProgram.FLOAT32 + ")";
  }
}
