package org.cascadenlp.formats.html;

import java.util.List;

/**
 * The content of the page of one document.
 *
 * @param marks the marks in text order, at the same offset the outer before the inner; within a
 *     layer only entities may overlap
 * @param sentences the offsets at which sentences begin
 * @param ofSentences the classes of sentences in text order, the highest score first
 * @param ofDocument the classes of the whole document, the highest score first
 * @param tallies the counts for legend and notes
 */
record Drawing(
    List<Mark> marks,
    List<Integer> sentences,
    List<Label> ofSentences,
    List<Label> ofDocument,
    Tallies tallies) {

  /** Whether any token has a part of speech or lemma to show. */
  boolean hasTags() {
    return marks.stream().anyMatch(mark -> mark.layer() == Layer.TOKEN);
  }
}
