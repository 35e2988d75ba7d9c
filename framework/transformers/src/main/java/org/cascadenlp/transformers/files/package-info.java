/** The files of transformers: Hugging Face folders, ONNX graphs, models on the class path. */
@NullMarked
package org.cascadenlp.transformers.files;

import org.jspecify.annotations.NullMarked;
