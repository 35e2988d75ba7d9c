/** The format {@code conllu}: words, surface tokens, lemmas and tags of treebanks. */
package org.cascadenlp.formats.conllu;
