package org.cascadenlp.transformers.spec;

import java.util.Map;

/**
 * The specification of a transformer: its saved arrays with their shapes, and the choices in which
 * architectures differ. It does not change.
 *
 * <p>Names are Hugging Face's without the model's prefix.
 */
public final class TransformerSpec {

  private final Embeddings embeddings;
  private final Blocks blocks;
  private final String lastNorm;
  private final String buffers;
  private final String pooler;
  private final boolean normBias;
  private final SavedArrays arrays;

  /**
   * A transformer without pooler.
   *
   * @param lastNorm the layer normalisation after the last layer; empty for none
   */
  public TransformerSpec(Embeddings embeddings, Blocks blocks, String lastNorm) {
    this(embeddings, blocks, lastNorm, "(?!)", "", true);
  }

  private TransformerSpec(
      Embeddings embeddings,
      Blocks blocks,
      String lastNorm,
      String buffers,
      String pooler,
      boolean normBias) {
    this.embeddings = embeddings;
    this.blocks = blocks;
    this.lastNorm = lastNorm;
    this.buffers = buffers;
    this.pooler = pooler;
    this.normBias = normBias;
    this.arrays = new SavedArrays(normBias);
    embeddings.addTo(arrays);
    blocks.addTo(arrays);
    if (!lastNorm.isEmpty()) {
      arrays.addNorm(lastNorm, blocks.width());
    }
  }

  /** A copy with the pattern of array names that are not weights, such as a table of positions. */
  public TransformerSpec buffers(String pattern) {
    return new TransformerSpec(embeddings, blocks, lastNorm, pattern, pooler, normBias);
  }

  /** A copy with a pooler: a dense layer with tanh over the first subword's last hidden state. */
  public TransformerSpec pooler(String name) {
    return new TransformerSpec(embeddings, blocks, lastNorm, buffers, name, normBias);
  }

  /** A copy whose layer normalisations have no bias. */
  public TransformerSpec normsWithoutBias() {
    return new TransformerSpec(embeddings, blocks, lastNorm, buffers, pooler, false);
  }

  /** The embeddings. */
  public Embeddings embeddings() {
    return embeddings;
  }

  /** The layers. */
  public Blocks blocks() {
    return blocks;
  }

  /** The layer normalisation after the last layer; empty for none. */
  public String lastNorm() {
    return lastNorm;
  }

  /** Whether layer normalisations have a bias. */
  public boolean normsHaveBias() {
    return normBias;
  }

  /** What each subword attends to, and how its distance counts. */
  public Attention attention() {
    return blocks.attention();
  }

  /** The pattern of names, without prefix, of arrays that are not weights. */
  public String buffers() {
    return buffers;
  }

  /** The name of the pooler; empty if the architecture has none. */
  public String pooler() {
    return pooler;
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
}
