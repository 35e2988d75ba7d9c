package org.cascadenlp.contextual.files;

import java.util.List;

/**
 * The arrays of one transformer layer, as saved.
 *
 * @param queryKeyValue three linear layers, or one that has all three one after the other
 * @param attended the linear layer after attention
 * @param firstNorm the layer normalisation of the attention block
 * @param up the first linear layer of the feed-forward block
 * @param down the second
 * @param secondNorm the layer normalisation of the feed-forward block
 */
public record Layer(
    List<Linear> queryKeyValue,
    Linear attended,
    String firstNorm,
    Linear up,
    Linear down,
    String secondNorm) {

  public Layer {
    queryKeyValue = List.copyOf(queryKeyValue);
  }
}
