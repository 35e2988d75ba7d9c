/** What an embedder reads and makes: tokens of a sequence, their text, vectors and which they are. */
package org.cascadenlp.neural.sequence;
