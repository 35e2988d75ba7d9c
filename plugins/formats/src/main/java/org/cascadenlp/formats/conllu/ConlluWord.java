package org.cascadenlp.formats.conllu;

/**
 * One syntactic word of a CoNLL-U sentence, which is a token.
 *
 * @param form as the corpus has it, legal in XML
 * @param lemma empty where it is not annotated
 * @param upos its universal part of speech, empty where it is not annotated
 * @param xpos its part of speech in the treebank's own tag set, empty where it is not annotated
 * @param begin in the text of the sentence
 * @param end in the text of the sentence; after {@code begin}
 */
record ConlluWord(String form, String lemma, String upos, String xpos, int begin, int end) {

  ConlluWord at(int newBegin, int newEnd) {
    return new ConlluWord(form, lemma, upos, xpos, newBegin, newEnd);
  }
}
