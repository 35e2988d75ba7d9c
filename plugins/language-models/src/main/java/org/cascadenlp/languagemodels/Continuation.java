package org.cascadenlp.languagemodels;

/**
 * The generated continuation of a prompt.
 *
 * @param ids the generated subwords, including the end-of-text subword and those of a stop text
 * @param text their text, without end of text and stop text; an incomplete character is U+FFFD
 * @param end why generation ended
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record Continuation(int[] ids, String text, End end) {

  /** Why generation ended. */
  public enum End {
    /** the model generated the end-of-text subword */
    TEXT,
    /** the requested number of subwords was generated */
    LENGTH,
    /** prompt and continuation fill the model's context */
    CONTEXT,
    /** a stop text was generated */
    STOP
  }
}
