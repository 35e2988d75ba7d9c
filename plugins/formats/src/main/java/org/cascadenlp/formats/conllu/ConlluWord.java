package org.cascadenlp.formats.conllu;

/**
 * One syntactic word of a CoNLL-U sentence; it becomes a token.
 *
 * @param form the form, without characters that XML cannot hold
 * @param lemma the lemma; empty if not annotated
 * @param upos the universal part of speech; empty if not annotated
 * @param xpos the language-specific part of speech; empty if not annotated
 * @param begin the begin in the text of the sentence, in UTF-16 units
 * @param end the end in the text of the sentence; greater than {@code begin}
 */
record ConlluWord(String form, String lemma, String upos, String xpos, int begin, int end) {

  ConlluWord at(int newBegin, int newEnd) {
    return new ConlluWord(form, lemma, upos, xpos, newBegin, newEnd);
  }
}
