/** Hugging Face's native tokenizers, and the validation of their inputs. */
package org.cascadenlp.transformers.tokenizer.huggingface;
