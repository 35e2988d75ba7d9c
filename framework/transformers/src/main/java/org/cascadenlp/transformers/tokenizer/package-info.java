/** Subword tokenization of words and texts, equal to that of Hugging Face's tokenizers. */
@NullMarked
package org.cascadenlp.transformers.tokenizer;

import org.jspecify.annotations.NullMarked;
