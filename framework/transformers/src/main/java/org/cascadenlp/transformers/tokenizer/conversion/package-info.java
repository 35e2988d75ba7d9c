/** Older vocabulary files converted to the description that newer ones come with. */
package org.cascadenlp.transformers.tokenizer.conversion;
