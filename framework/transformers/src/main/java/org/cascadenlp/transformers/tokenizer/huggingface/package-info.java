/** Hugging Face's tokenizers in native code, and what must be kept from them. */
package org.cascadenlp.transformers.tokenizer.huggingface;
