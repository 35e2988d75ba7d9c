package org.cascadenlp.transformers.files;

import java.util.Map;
import java.util.Set;
import org.cascadenlp.weights.tensor.Tensor;

/**
 * The arrays of a weight file, with their stored names and forms.
 *
 * @param tensors the arrays by their names in an encoder
 * @param stored the name in the file of each renamed array
 * @param transposed the names of the arrays that are transposed in the file
 * @param unread the names of skipped arrays in the file
 */
public record StoredTensors(
    Map<String, Tensor> tensors,
    Map<String, String> stored,
    Set<String> transposed,
    Set<String> unread) {

  /** Arrays that were neither renamed nor transposed. */
  public static StoredTensors unchanged(Map<String, Tensor> tensors) {
    return new StoredTensors(tensors, Map.of(), Set.of(), Set.of());
  }
}
