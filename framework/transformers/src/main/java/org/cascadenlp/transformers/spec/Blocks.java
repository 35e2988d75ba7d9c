package org.cascadenlp.transformers.spec;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The layers of a transformer, each a block of attention and a feed-forward block.
 *
 * @param attention what each subword attends to, and how its distance counts
 * @param layers the distinct layers
 * @param order the index into {@code layers} for each step of the network
 * @param layersPerState the number of steps between two hidden states
 * @param norms where the layer normalisations stand
 * @param dropouts where dropout is applied in training
 * @param convolution the convolution beside the first layer; null for none
 */
public record Blocks(
    Attention attention,
    List<TransformerLayer> layers,
    List<Integer> order,
    int layersPerState,
    NormPlacement norms,
    Dropouts dropouts,
    @Nullable Convolution convolution) {

  /** The placement of layer normalisation in a block. */
  public enum NormPlacement {
    /** post-normalisation, after the residual sum, as in the original Transformer and BERT */
    AFTER,
    /** pre-normalisation, before the block, as in GPT-2 */
    BEFORE
  }

  /**
   * Where dropout is applied.
   *
   * @param attended after the linear layer that ends the attention block
   * @param attendedAsWeights whether {@code attended} has the probability of attention weights,
   *     else that of hidden states
   * @param inner after the activation of the feed-forward block
   * @param down after the linear layer that ends the feed-forward block
   */
  public record Dropouts(
      boolean attended, boolean attendedAsWeights, boolean inner, boolean down) {}

  /**
   * DeBERTa's convolution over the embeddings, whose result is added to the output of the first
   * layer.
   *
   * @param name the prefix of its weight (width, width / groups, kernel) and bias
   * @param norm the name of the layer normalisation of the sum
   * @param kernel the kernel size in subwords, odd
   * @param groups the number of groups of channels
   * @param activation the activation, by Hugging Face's name
   */
  public record Convolution(String name, String norm, int kernel, int groups, String activation) {}

  public Blocks {
    layers = List.copyOf(layers);
    order = List.copyOf(order);
  }

  /**
   * {@code count} distinct layers with post-normalisation, and dropout at the end of both blocks.
   */
  public static Blocks of(Attention attention, int count, IntFunction<TransformerLayer> layer) {
    return new Blocks(
        attention,
        IntStream.range(0, count).mapToObj(layer).toList(),
        IntStream.range(0, count).boxed().toList(),
        1,
        NormPlacement.AFTER,
        new Dropouts(true, false, false, true),
        null);
  }

  /** A copy whose layers run in another order, with a hidden state after every {@code perState}. */
  public Blocks order(List<Integer> numbers, int perState) {
    return new Blocks(attention, layers, numbers, perState, norms, dropouts, convolution);
  }

  /** A copy with pre-normalisation. */
  public Blocks normsBefore() {
    return new Blocks(
        attention, layers, order, layersPerState, NormPlacement.BEFORE, dropouts, convolution);
  }

  /** A copy with dropout in other places. */
  public Blocks dropouts(boolean attended, boolean inner, boolean down) {
    return dropouts(new Dropouts(attended, false, inner, down));
  }

  /** A copy with dropout in other places. */
  public Blocks dropouts(Dropouts others) {
    return new Blocks(attention, layers, order, layersPerState, norms, others, convolution);
  }

  /** A copy with a convolution beside the first layer. */
  public Blocks convolution(Convolution beside) {
    return new Blocks(attention, layers, order, layersPerState, norms, dropouts, beside);
  }

  /** The width of the layers. */
  public long width() {
    return layers.get(0).attended().out();
  }

  void addTo(SavedArrays arrays) {
    arrays.addAll(attention.shapes());
    arrays.markNorms(attention.norms());
    layers.forEach(layer -> layer.addTo(arrays));
    Convolution found = convolution;
    if (found != null) {
      arrays.add(found.name() + ".weight", width(), width() / found.groups(), found.kernel());
      arrays.add(found.name() + ".bias", width());
      arrays.addNorm(found.norm(), width());
    }
  }
}
