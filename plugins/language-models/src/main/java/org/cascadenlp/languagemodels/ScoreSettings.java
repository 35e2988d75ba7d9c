package org.cascadenlp.languagemodels;

/**
 * The settings of scoring.
 *
 * <p>A text longer than the window is scored with overlapping windows, as in Hugging Face's guide
 * to the perplexity of fixed-length models: each is shifted by the stride and scores the subwords
 * that earlier windows have not, so that a subword has at least {@code window - stride} preceding
 * ones.
 *
 * @param window the window size in subwords; 0 for the model's context size
 * @param stride the shift of consecutive windows, below {@code window}; 0 for half of it
 * @param start what precedes the first subword
 */
public record ScoreSettings(int window, int stride, Start start) {

  /** What precedes a text. */
  public enum Start {
    /** nothing; the first subword is not scored */
    NOTHING,
    /** the end-of-text subword, as in GPT-2's training; the first subword is scored too */
    END_OF_TEXT
  }

  /** The defaults: the model's context size, half of it as stride, nothing before a text. */
  public static ScoreSettings usual() {
    return new ScoreSettings(0, 0, Start.NOTHING);
  }
}
