/** {@code cascade import encoder}: other people's model files to a folder in one layout. */
@NullMarked
package org.cascadenlp.contextual.imports;

import org.jspecify.annotations.NullMarked;
