/** Words to subwords, as Hugging Face's tokenizers cut them. */
@NullMarked
package org.cascadenlp.transformers.tokenizer;

import org.jspecify.annotations.NullMarked;
