package org.cascadenlp.transformers.files;

import java.util.Map;
import java.util.Set;
import org.cascadenlp.weights.tensor.Tensor;

/**
 * The arrays of a file and what was done to them on the way.
 *
 * @param tensors by the names that an encoder's arrays have
 * @param stored the name in the file of each that has another there
 * @param transposed the names of those whose axes changed places
 * @param unread what the file holds besides, by its names there
 */
public record StoredTensors(
    Map<String, Tensor> tensors,
    Map<String, String> stored,
    Set<String> transposed,
    Set<String> unread) {

  /** The arrays of a file as they are. */
  public static StoredTensors unchanged(Map<String, Tensor> tensors) {
    return new StoredTensors(tensors, Map.of(), Set.of(), Set.of());
  }
}
