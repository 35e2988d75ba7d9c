package org.cascadenlp.transformers.tokenizer.settings;

import java.util.List;

/**
 * The subwords of a text, without the special tokens around it unless {@link
 * SpecialTokenTemplate#around} added them.
 *
 * @param pieces the subwords as in the vocabulary, for example {@code ##ing}; for unknown text of a
 *     unigram model that text, as in Hugging Face's tokenizers
 * @param ids the subword ids
 * @param begins the begin offset of each subword in UTF-16 units
 * @param ends the end offset of each subword
 */
@SuppressWarnings("ArrayRecordComponent") // carries data, never compared
public record Encoding(List<String> pieces, int[] ids, int[] begins, int[] ends) {

  public Encoding {
    pieces = List.copyOf(pieces);
  }
}
