/** Texts as OpenNLP's annotators see them: regions, abbreviations, breaks and ideographs. */
package org.cascadenlp.opennlp.text;
