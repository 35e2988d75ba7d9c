/** OpenNLP's published models by language, checked by their hash before they are opened. */
package org.cascadenlp.opennlp.model;
