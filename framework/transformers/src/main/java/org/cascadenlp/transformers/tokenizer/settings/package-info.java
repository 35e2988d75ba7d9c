/** The settings files of a tokenizer: its family, vocabulary, special and added tokens. */
package org.cascadenlp.transformers.tokenizer.settings;
