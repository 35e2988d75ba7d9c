/** Regression: numbers for texts and pairs, such as the similarity of two sentences. */
@NullMarked
package org.cascadenlp.heads.regression;

import org.jspecify.annotations.NullMarked;
