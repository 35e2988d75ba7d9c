package org.cascadenlp.transformers.head;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.model.HeadClass;
import org.cascadenlp.transformers.config.EncoderConfiguration;
import org.cascadenlp.weights.tensor.Tensor;

/** Selects and checks the arrays of a head among those of a model that transformers saved. */
public final class HeadArrays {

  private HeadArrays() {}

  /**
   * The arrays of the head under the names of a head of Cascade: {@code classifier}, of answers
   * {@code qa_outputs}, is the output layer, {@code pooler.dense} and {@code pooler.norm} the layer
   * before it.
   *
   * @param place the weight file, for errors
   */
  public static Map<String, Tensor> of(
      Map<String, Tensor> tensors,
      HeadLayout layout,
      HeadConfiguration head,
      EncoderConfiguration encoder,
      String place) {
    long width = encoder.hiddenSize();
    Map<String, Tensor> arrays = new LinkedHashMap<>();
    for (String own : layout.ownLayer()) {
      String stored = layout.stored(own);
      Tensor found = found(tensors, stored, head, place);
      long[] shape =
          own.equals("pooler.dense.weight") ? new long[] {width, width} : new long[] {width};
      if (!Arrays.equals(found.shape(), shape)) {
        throw wrong(stored, found, Arrays.toString(shape), place);
      }
      arrays.put(own, found);
    }
    for (String part : layout.hasBias() ? List.of(".weight", ".bias") : List.of(".weight")) {
      String own = layout.ownOutput() + part;
      String stored = layout.stored(own);
      Tensor found = found(tensors, stored, head, place);
      boolean bias = own.endsWith("bias");
      long[] shape = found.shape();
      if (shape.length != (bias ? 1 : 2) || (!bias && shape[1] != width)) {
        throw wrong(stored, found, bias ? "[labels]" : "[labels, " + width + "]", place);
      }
      if (shape[0] != head.labels().size()) {
        throw contradiction(head, stored, shape[0], place);
      }
      arrays.put(own, found);
    }
    return arrays;
  }

  private static CascadeException contradiction(
      HeadConfiguration head, String stored, long rows, String place) {
    if (head.name().equals(HeadClass.ANSWERS)) {
      return CascadeException.of(
          place + ", array " + stored,
          "it has " + rows + " rows",
          "a " + head.architecture() + " has 2, for the begin and the end of an answer");
    }
    return CascadeException.of(
        head.place(),
        head.labelled() + ", but array " + stored + " of " + place + " has " + rows + " rows",
        "list a label for each row, or use the configuration that was saved with these weights");
  }

  private static Tensor found(
      Map<String, Tensor> tensors, String name, HeadConfiguration head, String place) {
    Tensor found = tensors.get(name);
    if (found == null) {
      throw CascadeException.of(
          place,
          "array " + name + " is missing",
          "expected the head of a " + head.architecture() + ", as " + head.place() + " states");
    }
    return found;
  }

  private static CascadeException wrong(String name, Tensor found, String expected, String place) {
    return CascadeException.of(
        place + ", array " + name,
        "expected shape " + expected + ", found " + Arrays.toString(found.shape()),
        "the configuration belongs to other weights");
  }
}
