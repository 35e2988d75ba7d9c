/** The heads of models that Hugging Face's transformers saved: their classes and arrays. */
@NullMarked
package org.cascadenlp.transformers.head;

import org.jspecify.annotations.NullMarked;
