/** Regular expressions of tokenizers, judged before native code runs them. */
@NullMarked
package org.cascadenlp.transformers.tokenizer.pattern;

import org.jspecify.annotations.NullMarked;
