/** Checks of descriptors, with file and line, before UIMA creates an engine from them. */
@NullMarked
package org.cascadenlp.core.descriptor;

import org.jspecify.annotations.NullMarked;
