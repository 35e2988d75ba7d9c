/** Contextual embeddings from transformer encoders. */
package org.cascadenlp.contextual;
