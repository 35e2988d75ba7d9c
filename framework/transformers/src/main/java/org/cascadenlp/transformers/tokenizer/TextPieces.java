package org.cascadenlp.transformers.tokenizer;

/**
 * The subwords of a whole text, without special tokens.
 *
 * @param ids the subword ids
 * @param begins the begin offset of each subword in UTF-16 units, without surrounding white space;
 *     a subword of white space only, for example {@code ▁}, has equal begin and end
 * @param ends the end offset of each subword
 */
@SuppressWarnings("ArrayRecordComponent") // carries data, never compared
public record TextPieces(int[] ids, int[] begins, int[] ends) {}
