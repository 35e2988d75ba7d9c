/** {@code cascade import encoder}: converts published model files to a Hugging Face folder. */
@NullMarked
package org.cascadenlp.contextual.imports;

import org.jspecify.annotations.NullMarked;
