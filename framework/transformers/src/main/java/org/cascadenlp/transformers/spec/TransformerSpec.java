package org.cascadenlp.transformers.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The specification of a transformer: its saved arrays with their shapes, and the choices in which
 * architectures differ (norm placement, attention, dropout, shared layers).
 *
 * <p>Names are Hugging Face's without the model's prefix.
 */
public final class TransformerSpec {

  /** The placement of layer normalisation in a block. */
  public enum NormPlacement {
    /** post-normalisation, after the residual sum, as in the original Transformer and BERT */
    AFTER,
    /**
     * pre-normalisation, before the block, as in GPT-2, with a final normalisation after the last
     * layer
     */
    BEFORE
  }

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

  private final SavedArrays arrays = new SavedArrays();
  private final List<TransformerLayer> layers = new ArrayList<>();
  private final List<Integer> order = new ArrayList<>();
  private final String words;
  private final long embeddingWidth;
  private @Nullable String positions;
  private @Nullable String types;
  private @Nullable String norm;
  private @Nullable Linear projection;
  private boolean projectsFirst;
  private @Nullable Convolution convolution;
  private @Nullable String lastNorm;
  private boolean innerDropout;
  private NormPlacement normPlacement = NormPlacement.AFTER;
  private Attention attention = Attention.bidirectional();
  private boolean attendedDropout = true;
  private boolean downDropout = true;
  private int layersPerState = 1;
  private String buffers = "(?!)";
  private String pooler = "";

  /** A transformer with word embeddings {@code words} (vocabulary, width). */
  public TransformerSpec(String words, long vocabulary, long width) {
    this.words = words;
    this.embeddingWidth = width;
    arrays.add(words, vocabulary, width);
  }

  /** Adds position embeddings (rows, width). */
  public TransformerSpec positions(String name, long rows, long width) {
    positions = name;
    arrays.add(name, rows, width);
    return this;
  }

  /** Adds token type embeddings (rows, width). */
  public TransformerSpec types(String name, long rows, long width) {
    types = name;
    arrays.add(name, rows, width);
    return this;
  }

  /** Adds layer normalisation of the sum of embeddings. */
  public TransformerSpec norm(String name, long width) {
    norm = name;
    arrays.addNorm(name, width);
    return this;
  }

  /** Adds a projection of the embeddings to the width of the layers. */
  public TransformerSpec projection(Linear linear) {
    projection = linear;
    arrays.addLinear(linear);
    return this;
  }

  /** Adds a projection of the embeddings to the width of the layers, before their normalisation. */
  public TransformerSpec projectionBeforeNorm(Linear linear) {
    projectsFirst = true;
    return projection(linear);
  }

  /** Adds a convolution to the first layer. */
  public TransformerSpec convolution(Convolution found, long width) {
    convolution = found;
    arrays.add(found.name() + ".weight", width, width / found.groups(), found.kernel());
    arrays.add(found.name() + ".bias", width);
    arrays.addNorm(found.norm(), width);
    return this;
  }

  /** Appends a layer. */
  public TransformerSpec layer(TransformerLayer layer) {
    order.add(layers.size());
    return shared(layer);
  }

  /**
   * Adds the arrays of a layer without appending it to the order: see {@link #order(List, int)}.
   */
  public TransformerSpec shared(TransformerLayer layer) {
    layer.queryKeyValue().forEach(arrays::addLinear);
    arrays.addLinear(layer.attended());
    arrays.addNorm(layer.firstNorm(), layer.attended().out());
    arrays.addLinear(layer.up());
    arrays.addLinear(layer.down());
    arrays.addNorm(layer.secondNorm(), layer.attended().out());
    layer.more().values().forEach(array -> arrays.add(array.name(), array.dimensions()));
    layers.add(layer);
    return this;
  }

  /**
   * Sets the order in which the layers of {@link #shared} run.
   *
   * @param perState the number of layers between two hidden states
   */
  public TransformerSpec order(List<Integer> numbers, int perState) {
    order.clear();
    order.addAll(numbers);
    layersPerState = perState;
    return this;
  }

  /** Sets pre-normalisation, with {@code name} as the final normalisation. */
  public TransformerSpec normBefore(String name, long width) {
    normPlacement = NormPlacement.BEFORE;
    lastNorm = name;
    arrays.addNorm(name, width);
    return this;
  }

  /** Sets the attention, which is bidirectional otherwise. */
  public TransformerSpec attention(Attention kind) {
    attention = kind;
    arrays.addAll(kind.shapes());
    arrays.markNorms(kind.norms());
    return this;
  }

  /** Adds dropout after the activation of the feed-forward block. */
  public TransformerSpec dropoutInside() {
    innerDropout = true;
    return this;
  }

  /**
   * Sets whether dropout follows the last linear layer of the attention and feed-forward blocks.
   */
  public TransformerSpec dropouts(boolean afterAttention, boolean afterFeedForward) {
    attendedDropout = afterAttention;
    downDropout = afterFeedForward;
    return this;
  }

  /** Sets the pattern of array names that are not weights, for example a table of positions. */
  public TransformerSpec buffers(String pattern) {
    buffers = pattern;
    return this;
  }

  /** Sets the pooler: a dense layer with tanh over the first subword's last hidden state. */
  public TransformerSpec pooler(String name) {
    pooler = name;
    return this;
  }

  /** Whether the file has the weight {@code name} as (in, out). */
  public boolean inputsFirst(String name) {
    return arrays.inputsFirst(name);
  }

  /** Whether the array called {@code name} is a layer normalisation's. */
  public boolean isNorm(String name) {
    return arrays.isNorm(name);
  }

  /** The names of all arrays with their shapes, in order. */
  public Map<String, long[]> shapes() {
    return arrays.shapes();
  }

  /** The width of embeddings before any projection. */
  public long embeddingWidth() {
    return embeddingWidth;
  }

  /** The array of subword embeddings. */
  public String words() {
    return words;
  }

  /** The array of position embeddings; null for a family without them. */
  public @Nullable String positions() {
    return positions;
  }

  /** The array of segment type embeddings; null for a family without them. */
  public @Nullable String types() {
    return types;
  }

  /** The layer normalisation of the embeddings; null for none. */
  public @Nullable String norm() {
    return norm;
  }

  /** The layer that brings embeddings to the width of the layers; null for none. */
  public @Nullable Linear projection() {
    return projection;
  }

  /** Whether the projection precedes the normalisation of embeddings. */
  public boolean projectsBeforeNorm() {
    return projectsFirst;
  }

  /** The convolution beside the first layer; null for none. */
  public @Nullable Convolution convolution() {
    return convolution;
  }

  /** The distinct layers. */
  public List<TransformerLayer> layers() {
    return List.copyOf(layers);
  }

  /** The index into {@link #layers} for each step of the network. */
  public List<Integer> order() {
    return List.copyOf(order);
  }

  /** The number of layers between two hidden states. */
  public int layersPerState() {
    return layersPerState;
  }

  /** Where the layer normalisations of each layer stand. */
  public NormPlacement normPlacement() {
    return normPlacement;
  }

  /** The layer normalisation after the last layer; null for none. */
  public @Nullable String lastNorm() {
    return lastNorm;
  }

  /** What each subword attends to, and how its distance counts. */
  public Attention attention() {
    return attention;
  }

  /** Whether dropout also follows the activation of the feed-forward block. */
  public boolean innerDropout() {
    return innerDropout;
  }

  /** Whether dropout follows the linear layer that ends the attention block. */
  public boolean attendedDropout() {
    return attendedDropout;
  }

  /** Whether dropout follows the linear layer that ends the feed-forward block. */
  public boolean downDropout() {
    return downDropout;
  }

  /** The pattern of names, without prefix, of arrays that are not weights. */
  public String buffers() {
    return buffers;
  }

  /** The name of the pooler; empty if the architecture has none. */
  public String pooler() {
    return pooler;
  }
}
