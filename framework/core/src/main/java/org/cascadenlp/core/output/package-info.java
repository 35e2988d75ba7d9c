/** Atomic writing of files and folders, and locks for folders. */
@NullMarked
package org.cascadenlp.core.output;

import org.jspecify.annotations.NullMarked;
