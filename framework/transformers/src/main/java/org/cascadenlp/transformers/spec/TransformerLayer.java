package org.cascadenlp.transformers.spec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The arrays of one transformer layer, as saved.
 *
 * @param queryKeyValue three linear layers, or one that has all three one after the other
 * @param attended the linear layer after attention
 * @param firstNorm the layer normalisation of the attention block
 * @param up the first linear layer of the feed-forward block
 * @param down the second
 * @param secondNorm the layer normalisation of the feed-forward block
 * @param more further arrays of its attention with their shapes, in order
 */
public record TransformerLayer(
    List<Linear> queryKeyValue,
    Linear attended,
    String firstNorm,
    Linear up,
    Linear down,
    String secondNorm,
    Map<String, long[]> more) {

  public TransformerLayer {
    queryKeyValue = List.copyOf(queryKeyValue);
    more = new LinkedHashMap<>(more);
  }

  /** A layer whose attention needs nothing more. */
  public TransformerLayer(
      List<Linear> queryKeyValue,
      Linear attended,
      String firstNorm,
      Linear up,
      Linear down,
      String secondNorm) {
    this(queryKeyValue, attended, firstNorm, up, down, secondNorm, Map.of());
  }
}
