/** What plugins implement to embed, and the queue before a network. */
package org.cascadenlp.neural.embedding;
