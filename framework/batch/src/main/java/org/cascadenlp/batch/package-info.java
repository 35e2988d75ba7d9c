/**
 * The {@code run} command, which runs a pipeline over many documents and writes one result for
 * each.
 */
@NullMarked
package org.cascadenlp.batch;

import org.jspecify.annotations.NullMarked;
