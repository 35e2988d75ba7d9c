/** Descriptors as files with lines: what is wrong in them, before UIMA makes anything of them. */
@NullMarked
package org.cascadenlp.core.descriptor;

import org.jspecify.annotations.NullMarked;
