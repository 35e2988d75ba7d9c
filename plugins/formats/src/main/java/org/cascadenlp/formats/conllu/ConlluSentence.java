package org.cascadenlp.formats.conllu;

import java.util.List;

/** One sentence of a CoNLL-U file: its text and its words, with their offsets in the text. */
record ConlluSentence(String text, List<ConlluWord> words) {}
