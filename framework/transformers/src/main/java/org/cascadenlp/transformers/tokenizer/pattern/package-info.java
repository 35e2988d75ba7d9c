/** Safety analysis of tokenizers' regular expressions before native code runs them. */
@NullMarked
package org.cascadenlp.transformers.tokenizer.pattern;

import org.jspecify.annotations.NullMarked;
