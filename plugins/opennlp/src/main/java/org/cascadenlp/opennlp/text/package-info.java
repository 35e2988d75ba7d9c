/** Rules on texts around OpenNLP's models: regions, abbreviations, breaks and ideographs. */
package org.cascadenlp.opennlp.text;
