/** Words to subwords, as Hugging Face's tokenizers cut them. */
@NullMarked
package org.cascadenlp.contextual.tokenizer;

import org.jspecify.annotations.NullMarked;
