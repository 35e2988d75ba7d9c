package org.cascadenlp.neural;

/**
 * Which vectors an embedder makes: a head accepts only those it was trained with.
 *
 * @param name the model's name, for people
 * @param hash the hash of its weights ({@link Weights#hash})
 * @param settings how rows are made from them, for example {@code layers=6 pooling=first}
 * @param layers the layers a token has
 * @param width the numbers per token and layer
 */
public record Identity(String name, String hash, String settings, int layers, int width) {

  /** True where {@code other} makes the same vectors, whatever its name. */
  public boolean fits(Identity other) {
    return hash.equals(other.hash)
        && settings.equals(other.settings)
        && layers == other.layers
        && width == other.width;
  }

  @Override
  public String toString() {
    return name
        + " (weights "
        + hash.substring(0, Math.min(12, hash.length()))
        + ", "
        + settings
        + ", "
        + layers
        + " x "
        + width
        + ")";
  }
}
