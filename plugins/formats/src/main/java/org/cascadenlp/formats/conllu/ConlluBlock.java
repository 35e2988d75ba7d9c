package org.cascadenlp.formats.conllu;

import java.util.List;

/**
 * What a CoNLL-U file has from one {@code # newdoc} to the next.
 *
 * @param id what {@code # newdoc id =} says, empty where there is none
 * @param line the line of {@code # newdoc}, or 1
 */
record ConlluBlock(String id, int line, List<ConlluSentence> sentences) {}
