package org.cascadenlp.contextual.tokenizer;

import java.util.List;

/**
 * The subwords of a text, without special tokens of the tokenizer's own.
 *
 * @param pieces as the vocabulary has them, for example {@code ##ing}
 * @param ids their numbers
 * @param begins where each begins in the text, in UTF-16 units
 * @param ends where each ends
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record Encoding(List<String> pieces, int[] ids, int[] begins, int[] ends) {

  public Encoding {
    pieces = List.copyOf(pieces);
  }
}
