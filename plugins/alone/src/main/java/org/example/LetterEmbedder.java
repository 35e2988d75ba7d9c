package org.example;

import java.util.List;
import java.util.Locale;
import org.cascadenlp.neural.embedding.Embedder;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.sequence.VectorSpace;

/** One letter of each word, as a vector of 26 numbers. */
record LetterEmbedder(LetterOptions options) implements Embedder {

  static final String NAME = "one-letter";

  private static final int LAYERS = 1;
  private static final int WIDTH = 26;

  /** A head accepts only the vectors it was trained on: the options change them, so they count. */
  @Override
  public VectorSpace vectorSpace() {
    return new VectorSpace(NAME, "1", "letter=" + options.letter(), LAYERS, WIDTH);
  }

  @Override
  public List<float[]> embed(List<Sequence> sequences) {
    return sequences.stream().map(this::vectors).toList();
  }

  /** (tokens, layers, width), row-major. */
  private float[] vectors(Sequence sequence) {
    float[] vectors = new float[sequence.size() * WIDTH];
    for (int i = 0; i < sequence.size(); i++) {
      String word = sequence.tokens().get(i).toLowerCase(Locale.ROOT);
      boolean first = options.letter() == LetterOptions.Letter.FIRST;
      int letter = word.charAt(first ? 0 : word.length() - 1) - 'a';
      if (letter >= 0 && letter < WIDTH) {
        vectors[i * WIDTH + letter] = 1;
      }
    }
    return vectors;
  }

  @Override
  public void close() {}
}
