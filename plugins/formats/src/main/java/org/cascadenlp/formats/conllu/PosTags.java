package org.cascadenlp.formats.conllu;

import org.cascadenlp.formats.source.Labels;

/**
 * The choice of the column with the gold part of speech.
 *
 * @param column {@code upos} or {@code xpos}
 */
record PosTags(String column, Labels labels) {

  static final String UPOS = "upos";
  static final String XPOS = "xpos";

  /** The tag of {@code word}; empty if absent. */
  String of(ConlluWord word) {
    String tag = column.equals(UPOS) ? word.upos() : word.xpos();
    return labels.of(tag);
  }
}
