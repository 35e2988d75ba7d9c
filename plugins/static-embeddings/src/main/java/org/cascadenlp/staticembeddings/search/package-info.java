/** Nearest words, analogies and similarity tests on vector files, by gensim's conventions. */
package org.cascadenlp.staticembeddings.search;
