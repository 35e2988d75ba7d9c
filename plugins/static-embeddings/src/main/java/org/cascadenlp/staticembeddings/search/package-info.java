/** Nearest words, analogies and similarities over a vector file, as gensim defines them. */
package org.cascadenlp.staticembeddings.search;
