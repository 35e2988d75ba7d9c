/** Archives as input: zip and tar, unpacked into a temporary folder within bounds. */
@NullMarked
package org.cascadenlp.batch.input.archive;

import org.jspecify.annotations.NullMarked;
