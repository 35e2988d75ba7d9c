package org.cascadenlp.languagemodels;

/**
 * What a model wrote after a prompt.
 *
 * @param ids the subwords that were added, with that of the end and those of a stop
 * @param text what they say, without either; a character that is not complete is U+FFFD
 * @param end why nothing more follows
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record Continuation(int[] ids, String text, End end) {

  /** Why a continuation ends. */
  public enum End {
    /** the model ended the text */
    TEXT,
    /** as many subwords as were asked for */
    LENGTH,
    /** as many subwords, with those of the prompt, as the model sees at once */
    CONTEXT,
    /** a stop was written */
    STOP
  }
}
