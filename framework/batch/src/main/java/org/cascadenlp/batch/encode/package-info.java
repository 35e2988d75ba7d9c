/** {@code cascade encode}: the vectors of a text, one a sentence or token. */
@NullMarked
package org.cascadenlp.batch.encode;

import org.jspecify.annotations.NullMarked;
