/**
 * Sentences, tokens, parts of speech, lemmas, chunks, names and languages by Apache OpenNLP, as
 * annotators that can be swapped separately.
 */
package org.cascadenlp.opennlp;
