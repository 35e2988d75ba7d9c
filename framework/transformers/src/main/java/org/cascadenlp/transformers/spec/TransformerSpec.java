package org.cascadenlp.transformers.spec;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How an encoder's saved arrays make up a transformer, and in which of its ways it is one: all that
 * tells one family from another, beside sizes.
 *
 * <p>Names are Hugging Face's without the model's prefix.
 */
public final class TransformerSpec {

  /** Where the layer normalisation of a block stands. */
  public enum Norm {
    /** after the sum with the block's input, as in the original Transformer and BERT */
    AFTER,
    /** before the block, as in GPT-2; another one follows the last layer */
    BEFORE
  }

  /**
   * A convolution over what is embedded, whose result is added to the first layer's: DeBERTa's.
   *
   * @param name of its weight (width, width / groups, kernel) and bias
   * @param norm the layer normalisation of the sum
   * @param kernel how many neighbouring subwords it sees, an odd number
   * @param groups of columns that do not see each other
   * @param activation its function, by Hugging Face's name
   */
  public record Convolution(String name, String norm, int kernel, int groups, String activation) {}

  private final Map<String, long[]> shapes = new LinkedHashMap<>();
  private final Set<String> inputsFirst = new HashSet<>();
  private final Set<String> norms = new HashSet<>();
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
  private Norm placed = Norm.AFTER;
  private Attention attention = Attention.ofAll();
  private boolean attendedDropout = true;
  private boolean downDropout = true;
  private int rounds = 1;
  private String buffers = "(?!)";
  private String pooler = "";

  /** A transformer whose subwords are embedded by array {@code words}. */
  public TransformerSpec(String words, long vocabulary, long width) {
    this.words = words;
    this.embeddingWidth = width;
    shapes.put(words, new long[] {vocabulary, width});
  }

  /** Adds embeddings of positions. */
  public TransformerSpec positions(String name, long rows, long width) {
    positions = name;
    shapes.put(name, new long[] {rows, width});
    return this;
  }

  /** Adds embeddings of segment types. */
  public TransformerSpec types(String name, long rows, long width) {
    types = name;
    shapes.put(name, new long[] {rows, width});
    return this;
  }

  /** Normalises the sum of embeddings. */
  public TransformerSpec norm(String name, long width) {
    norm = name;
    norms(name, width);
    return this;
  }

  /** Brings embeddings to the width of the layers. */
  public TransformerSpec projection(Linear linear) {
    projection = linear;
    put(linear);
    return this;
  }

  /** Brings embeddings to the width of the layers before they are normalised. */
  public TransformerSpec projectionBeforeNorm(Linear linear) {
    projectsFirst = true;
    return projection(linear);
  }

  /** Adds a convolution to the first layer. */
  public TransformerSpec convolution(Convolution found, long width) {
    convolution = found;
    shapes.put(
        found.name() + ".weight", new long[] {width, width / found.groups(), found.kernel()});
    shapes.put(found.name() + ".bias", new long[] {width});
    norms(found.norm(), width);
    return this;
  }

  /** Adds a layer that comes after those before. */
  public TransformerSpec layer(TransformerLayer layer) {
    order.add(layers.size());
    return shared(layer);
  }

  /** Adds a layer's arrays without a place in the order: see {@link #order(List, int)}. */
  public TransformerSpec shared(TransformerLayer layer) {
    layer.queryKeyValue().forEach(this::put);
    put(layer.attended());
    norms(layer.firstNorm(), layer.attended().out());
    put(layer.up());
    put(layer.down());
    norms(layer.secondNorm(), layer.attended().out());
    shapes.putAll(layer.more());
    layers.add(layer);
    return this;
  }

  /**
   * The layers that {@link #shared} gave, by number, in the order in which they run.
   *
   * @param each how many of them run between one hidden state and the next
   */
  public TransformerSpec order(List<Integer> numbers, int each) {
    order.clear();
    order.addAll(numbers);
    rounds = each;
    return this;
  }

  /** Puts layer normalisation before each block and {@code name} after the last layer. */
  public TransformerSpec normBefore(String name, long width) {
    placed = Norm.BEFORE;
    lastNorm = name;
    norms(name, width);
    return this;
  }

  /** Who attends to whom, and how attention hears of distances; attention of all to all else. */
  public TransformerSpec attention(Attention kind) {
    attention = kind;
    shapes.putAll(kind.shapes());
    norms.addAll(kind.norms());
    return this;
  }

  /** Adds dropout after the activation of the feed-forward block. */
  public TransformerSpec dropoutInside() {
    innerDropout = true;
    return this;
  }

  /** Whether dropout follows the linear layers that end the two blocks. */
  public TransformerSpec dropouts(boolean afterAttention, boolean afterFeedForward) {
    attendedDropout = afterAttention;
    downDropout = afterFeedForward;
    return this;
  }

  /** Arrays of a file that hold no weights, for example a table of positions. */
  public TransformerSpec buffers(String pattern) {
    buffers = pattern;
    return this;
  }

  /** The dense layer with tanh over the first subword's last hidden state. */
  public TransformerSpec pooler(String name) {
    pooler = name;
    return this;
  }

  private void put(Linear linear) {
    shapes.put(linear.weight(), linear.shape());
    if (linear.inputsFirst()) {
      inputsFirst.add(linear.weight());
    }
    if (!linear.biasName().isEmpty()) {
      shapes.put(linear.biasName(), new long[] {linear.out()});
    }
  }

  private void norms(String name, long width) {
    norms.add(name);
    shapes.put(name + ".weight", new long[] {width});
    shapes.put(name + ".bias", new long[] {width});
  }

  /** Whether the weight called {@code name} is (in, out). */
  public boolean inputsFirst(String name) {
    return inputsFirst.contains(name);
  }

  /** Whether the array called {@code name} is a layer normalisation's. */
  public boolean isNorm(String name) {
    return norms.contains(name.substring(0, Math.max(0, name.lastIndexOf('.'))));
  }

  /** The names of all arrays with their shapes, in order. */
  public Map<String, long[]> shapes() {
    return new LinkedHashMap<>(shapes);
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

  /** Whether the projection stands before the normalisation of embeddings, not after it. */
  public boolean projectsBeforeNorm() {
    return projectsFirst;
  }

  /** The convolution beside the first layer; null for none. */
  public @Nullable Convolution convolution() {
    return convolution;
  }

  /** The different layers. */
  public List<TransformerLayer> layers() {
    return List.copyOf(layers);
  }

  /** The number of the layer that runs at each place. */
  public List<Integer> order() {
    return List.copyOf(order);
  }

  /** How many layers run between one hidden state and the next. */
  public int rounds() {
    return rounds;
  }

  /** Where the layer normalisation of a block stands. */
  public Norm placed() {
    return placed;
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

  /** A pattern of names, without prefix, of arrays that hold no weights. */
  public String buffers() {
    return buffers;
  }

  /** The pooler's name; empty for a family that has none. */
  public String pooler() {
    return pooler;
  }
}
