/** The {@code encode} command, which writes one vector per sentence or token of a text. */
@NullMarked
package org.cascadenlp.batch.encode;

import org.jspecify.annotations.NullMarked;
