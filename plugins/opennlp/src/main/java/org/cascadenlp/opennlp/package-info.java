/** Sentences and tokens by Apache OpenNLP, as two annotators that can be swapped separately. */
package org.cascadenlp.opennlp;
