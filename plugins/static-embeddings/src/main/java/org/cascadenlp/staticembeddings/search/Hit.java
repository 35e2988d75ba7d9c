package org.cascadenlp.staticembeddings.search;

/**
 * A search result.
 *
 * @param rank the rank of the word in its file
 * @param score the cosine similarity to the query
 */
record Hit(int rank, float score) {}
