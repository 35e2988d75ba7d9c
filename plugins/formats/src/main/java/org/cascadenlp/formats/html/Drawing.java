package org.cascadenlp.formats.html;

import java.util.List;

/**
 * What the page of one document draws.
 *
 * @param marks in the order of the text, at one place the outer before the inner; no two of one
 *     layer overlap, but for entities
 * @param sentences where each begins
 * @param ofSentences classes in the order of the text, the surest first
 * @param ofDocument classes of the whole document, the surest first
 * @param tallies what the page counts
 */
record Drawing(
    List<Mark> marks,
    List<Integer> sentences,
    List<Label> ofSentences,
    List<Label> ofDocument,
    Tallies tallies) {

  /** True where words have parts of speech or lemmas under them. */
  boolean hasTags() {
    return marks.stream().anyMatch(mark -> mark.layer() == Layer.TOKEN);
  }
}
