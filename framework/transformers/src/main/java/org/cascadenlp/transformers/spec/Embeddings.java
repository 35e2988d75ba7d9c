package org.cascadenlp.transformers.spec;

import org.jspecify.annotations.Nullable;

/**
 * The embeddings of a transformer: the sum of those of subwords, positions and token types, its
 * layer normalisation and its projection to the width of the layers.
 *
 * @param words the embeddings of subwords (vocabulary, width)
 * @param positions the embeddings of positions (rows, width); null for a family without them
 * @param types the embeddings of token types (rows, width); null for a family without them
 * @param norm the layer normalisation; empty for none
 * @param projection the projection to the width of the layers; null for none
 * @param projectsBeforeNorm whether the projection precedes the layer normalisation
 */
public record Embeddings(
    SavedArray words,
    @Nullable SavedArray positions,
    @Nullable SavedArray types,
    String norm,
    @Nullable Linear projection,
    boolean projectsBeforeNorm) {

  /** Embeddings of subwords only. */
  public static Embeddings of(String words, long vocabulary, long width) {
    return new Embeddings(SavedArray.of(words, vocabulary, width), null, null, "", null, false);
  }

  /** The width before any projection. */
  public long width() {
    return words.shape().get(1);
  }

  /** The width that is normalised. */
  public long normWidth() {
    return projection != null && projectsBeforeNorm ? projection.out() : width();
  }

  /** A copy with position embeddings. */
  public Embeddings positions(String name, long rows) {
    SavedArray array = SavedArray.of(name, rows, width());
    return new Embeddings(words, array, types, norm, projection, projectsBeforeNorm);
  }

  /** A copy with token type embeddings. */
  public Embeddings types(String name, long rows) {
    SavedArray array = SavedArray.of(name, rows, width());
    return new Embeddings(words, positions, array, norm, projection, projectsBeforeNorm);
  }

  /** A copy with layer normalisation. */
  public Embeddings norm(String name) {
    return new Embeddings(words, positions, types, name, projection, projectsBeforeNorm);
  }

  /** A copy with a projection after the normalisation. */
  public Embeddings projection(Linear linear) {
    return new Embeddings(words, positions, types, norm, linear, false);
  }

  /** A copy with a projection before the normalisation. */
  public Embeddings projectionBeforeNorm(Linear linear) {
    return new Embeddings(words, positions, types, norm, linear, true);
  }

  void addTo(SavedArrays arrays) {
    arrays.add(words);
    if (positions != null) {
      arrays.add(positions);
    }
    if (types != null) {
      arrays.add(types);
    }
    if (projection != null && projectsBeforeNorm) {
      arrays.addLinear(projection);
    }
    if (!norm.isEmpty()) {
      arrays.addNorm(norm, normWidth());
    }
    if (projection != null && !projectsBeforeNorm) {
      arrays.addLinear(projection);
    }
  }
}
