package org.cascadenlp.transformers.tokenizer.settings;

import java.util.List;

/**
 * The subwords of a text, without the special tokens around it unless {@link
 * SpecialTokenTemplate#around} added them.
 *
 * @param pieces as the vocabulary has them, for example {@code ##ing}; where sentencepiece's
 *     unigram model does not know a part of the text, that part, as in Hugging Face's tokenizers
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
