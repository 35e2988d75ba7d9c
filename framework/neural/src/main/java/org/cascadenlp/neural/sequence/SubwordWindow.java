package org.cascadenlp.neural.sequence;

/**
 * The subwords that a network reads at once, special tokens included: all of a sequence, or a part
 * of a long one.
 *
 * @param ids the subword ids
 * @param segments their token types
 * @param parts the text that each subword belongs to: 0 for the first or only one, 1 for the second
 *     of a pair, {@link #SPECIAL} for special tokens
 * @param begins the begin of each subword in the document, in UTF-16 code units; {@link #SPECIAL}
 *     for special tokens
 * @param ends likewise its end
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record SubwordWindow(int[] ids, int[] segments, int[] parts, int[] begins, int[] ends) {

  /** The part and the offsets of a special token. */
  public static final int SPECIAL = -1;

  /** The number of subwords, special tokens included. */
  public int size() {
    return ids.length;
  }
}
