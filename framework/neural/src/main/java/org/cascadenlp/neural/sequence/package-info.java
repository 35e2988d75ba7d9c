/** Sequences of tokens, their vectors, and the vector spaces these belong to. */
package org.cascadenlp.neural.sequence;
