package org.cascadenlp.formats.conllu;

/**
 * The beginning of a document of a CoNLL-U file.
 *
 * @param id the value of {@code # newdoc id =}; empty if absent
 * @param line the line number of {@code # newdoc}, or 1
 */
record ConlluBlock(String id, int line) {}
