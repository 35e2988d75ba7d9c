/** What the files beside a tokenizer say: its family, vocabulary, special and added tokens. */
package org.cascadenlp.transformers.tokenizer.settings;
