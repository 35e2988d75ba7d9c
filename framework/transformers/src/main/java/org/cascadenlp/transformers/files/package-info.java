/** The files BERT models come in: configurations, Hugging Face folders and ONNX graphs. */
@NullMarked
package org.cascadenlp.transformers.files;

import org.jspecify.annotations.NullMarked;
