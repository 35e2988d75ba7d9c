/** The plugin of recurrent contextual embeddings. */
package org.cascadenlp.recurrent;
