/** Converts older vocabulary files to {@code tokenizer.json}. */
package org.cascadenlp.transformers.tokenizer.conversion;
