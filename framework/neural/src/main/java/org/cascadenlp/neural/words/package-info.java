/** Word vectors in one memory-mapped file: what imports write and static embeddings read. */
package org.cascadenlp.neural.words;
