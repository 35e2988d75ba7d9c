package org.cascadenlp.languagemodels;

/**
 * How texts are scored.
 *
 * <p>A text longer than the window is read through several, as Hugging Face's guide to the
 * perplexity of models of fixed length does: each moves on by the stride and scores the subwords
 * that those before it have not, so that a subword has at least {@code window - stride} before it.
 *
 * @param window subwords seen at once; 0 for as many as the model can see
 * @param stride how far a window moves on, below {@code window}; 0 for half of it
 * @param start what stands before the first subword
 */
public record ScoreSettings(int window, int stride, Start start) {

  /** What stands before a text. */
  public enum Start {
    /** nothing: its first subword is not scored */
    NOTHING,
    /** the subword that ends a text, as GPT-2 was trained: the first subword is scored too */
    END_OF_TEXT
  }

  /** The model's own window, by halves, with nothing before a text. */
  public static ScoreSettings usual() {
    return new ScoreSettings(0, 0, Start.NOTHING);
  }
}
