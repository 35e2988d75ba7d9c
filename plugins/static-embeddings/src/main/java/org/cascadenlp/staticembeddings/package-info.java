/** Static embeddings: word vectors from a vector file, with policies for unknown words. */
package org.cascadenlp.staticembeddings;
