/** The formats that annotated documents are written in. */
@NullMarked
package org.cascadenlp.batch.writers;

import org.jspecify.annotations.NullMarked;
