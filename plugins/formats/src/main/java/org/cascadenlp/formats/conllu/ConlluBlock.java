package org.cascadenlp.formats.conllu;

import java.util.List;

/**
 * The part of a CoNLL-U file from one {@code # newdoc} to the next.
 *
 * @param id the value of {@code # newdoc id =}; empty if absent
 * @param line the line number of {@code # newdoc}, or 1
 */
record ConlluBlock(String id, int line, List<ConlluSentence> sentences) {}
