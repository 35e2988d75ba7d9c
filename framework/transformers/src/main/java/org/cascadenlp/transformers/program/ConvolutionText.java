package org.cascadenlp.transformers.program;

import java.util.ArrayList;
import java.util.List;
import org.cascadenlp.neural.layers.LinearProgram;
import org.cascadenlp.transformers.spec.TransformerSpec;

/**
 * The program text of DeBERTa's convolution (He et al. 2021, section 5.1), whose result is added to
 * the output of the first layer.
 *
 * <p>It is one matrix product over rows that concatenate each subword's neighbours, so that the
 * result for a row does not depend, to the bit, on the other rows. Neighbours beyond the sequence
 * are 0.
 */
final class ConvolutionText {

  private ConvolutionText() {}

  /**
   * The program lines after a layer, indented for the loop over layers.
   *
   * @param found the convolution
   * @param place the index of its arrays: matrix, bias, and the weight and bias of the
   *     normalisation
   * @param width the width of the layers
   * @param type the type of matrix products
   * @param parts whether long sums are split, see {@link LinearProgram}
   * @param training whether to apply dropout
   * @param normed the expression that normalises the sum {@code h}
   */
  static String of(
      TransformerSpec.Convolution found,
      int place,
      int width,
      String type,
      boolean parts,
      boolean training,
      String normed) {
    int kernel = found.kernel();
    List<String> neighbours = new ArrayList<>();
    for (int k = 0; k < kernel; k++) {
      neighbours.add("torch.slice(z, 1, " + k + ", torch.add(length, " + k + "))");
    }
    int columns = kernel * width;
    String product =
        LinearProgram.text("z", "w[" + place + "]", "w[" + (place + 1) + "]", columns, parts);
    List<String> lines =
        List.of(
            "if torch.eq(i, 0):",
            // (batch, length, width), 0 for padding
            "  z = torch.reshape(torch.index_select(states[0], 0, cells), [batch, length, "
                + width
                + "])",
            "  z = torch.mul(z, torch.to(torch.reshape(mask, [batch, length, 1]), 6))",
            "  z = torch.constant_pad_nd(z, [0, 0, " + kernel / 2 + ", " + kernel / 2 + "])",
            "  z = torch.reshape(torch.cat(["
                + String.join(", ", neighbours)
                + "], 2), [places, "
                + columns
                + "])",
            "  z = torch.to(torch.index_select(z, 0, back), " + type + ")",
            "  h = torch.to(" + product + ", 6)",
            "  h = " + (training ? Dropout.text("h", "p") : "h"),
            "  h = torch.add(x, " + Activation.of(found.activation(), "h") + ")",
            "  x = " + normed);
    return String.join("\n    ", lines);
  }
}
