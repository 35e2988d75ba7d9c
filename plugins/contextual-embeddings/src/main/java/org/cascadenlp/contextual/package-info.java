/** Contextual embeddings: Transformer encoders over subwords. */
package org.cascadenlp.contextual;
