package org.cascadenlp.transformers.tokenizer;

/**
 * The subwords of a text that is cut in one piece, without the special tokens around it.
 *
 * @param ids their numbers
 * @param begins where the text of each begins, in UTF-16 units, without blanks at its ends; a
 *     subword of blanks alone, for example a lone {@code ▁}, ends where it begins
 * @param ends where it ends
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record TextPieces(int[] ids, int[] begins, int[] ends) {}
