/**
 * Word vectors in the formats of word2vec, GloVe, fastText and NLP4J, turned into a vector file.
 */
package org.cascadenlp.staticembeddings.imports;
