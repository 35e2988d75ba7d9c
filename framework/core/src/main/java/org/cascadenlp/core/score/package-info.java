/**
 * Scores of predictions against gold, as defined by conlleval, and conversion between tags and
 * spans.
 */
@NullMarked
package org.cascadenlp.core.score;

import org.jspecify.annotations.NullMarked;
