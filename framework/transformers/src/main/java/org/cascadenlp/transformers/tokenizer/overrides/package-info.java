/** Applies settings that take precedence over {@code tokenizer.json} in transformers. */
package org.cascadenlp.transformers.tokenizer.overrides;
