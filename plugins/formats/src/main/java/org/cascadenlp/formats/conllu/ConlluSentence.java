package org.cascadenlp.formats.conllu;

import java.util.List;

/**
 * One sentence of a CoNLL-U file: its text and its words, with their offsets in the text.
 *
 * @param replaced the number of characters that were replaced in the text
 */
record ConlluSentence(String text, List<ConlluWord> words, int replaced) {}
