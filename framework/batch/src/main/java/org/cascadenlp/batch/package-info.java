/** The {@code run} command: a pipeline over many documents, what it found written beside them. */
@NullMarked
package org.cascadenlp.batch;

import org.jspecify.annotations.NullMarked;
