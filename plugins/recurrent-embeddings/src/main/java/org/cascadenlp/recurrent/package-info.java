/** Recurrent contextual embeddings: ELMo and CoVe. */
package org.cascadenlp.recurrent;
