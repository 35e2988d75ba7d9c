package org.cascadenlp.staticembeddings.search;

/**
 * A word that was found.
 *
 * @param rank of the word in its file
 * @param score its cosine to the query
 */
record Hit(int rank, float score) {}
