/** The import of word vectors in the formats of word2vec, GloVe, fastText and NLP4J. */
package org.cascadenlp.staticembeddings.imports;
