/** Settings of a class in transformers that hold over the description. */
package org.cascadenlp.transformers.tokenizer.overrides;
