package org.cascadenlp.transformers.spec;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The names and shapes of the saved arrays of one transformer layer.
 *
 * @param queryKeyValue three linear layers, or one that concatenates the three
 * @param attended the output projection of attention
 * @param firstNorm the layer normalisation of the attention block; empty for none
 * @param up the first linear layer of the feed-forward block, which widens; of a gated one it has
 *     twice the width that {@code down} reads, and its second half is the gate
 * @param down the second linear layer of the feed-forward block, which narrows
 * @param secondNorm the layer normalisation of the feed-forward block
 * @param more further arrays of the attention, by the name that programs use, in order
 */
public record TransformerLayer(
    List<Linear> queryKeyValue,
    Linear attended,
    String firstNorm,
    Linear up,
    Linear down,
    String secondNorm,
    Map<String, SavedArray> more) {

  public TransformerLayer {
    queryKeyValue = List.copyOf(queryKeyValue);
    more = Collections.unmodifiableMap(new LinkedHashMap<>(more));
  }

  /** A layer without further attention arrays. */
  public TransformerLayer(
      List<Linear> queryKeyValue,
      Linear attended,
      String firstNorm,
      Linear up,
      Linear down,
      String secondNorm) {
    this(queryKeyValue, attended, firstNorm, up, down, secondNorm, Map.of());
  }

  /** Whether the feed-forward block is gated (Shazeer 2020). */
  public boolean isGated() {
    return up.out() == 2 * down.in();
  }

  void addTo(SavedArrays arrays) {
    queryKeyValue.forEach(arrays::addLinear);
    arrays.addLinear(attended);
    if (!firstNorm.isEmpty()) {
      arrays.addNorm(firstNorm, attended.out());
    }
    arrays.addLinear(up);
    arrays.addLinear(down);
    arrays.addNorm(secondNorm, attended.out());
    more.values().forEach(arrays::add);
  }
}
