/**
 * Annotators based on Apache OpenNLP: sentences, tokens, parts of speech, lemmas, chunks, names and
 * languages, each replaceable separately.
 */
package org.cascadenlp.opennlp;
