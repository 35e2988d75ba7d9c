/** The comparison of predicted with gold annotations, which plugins bring for their own types. */
@NullMarked
package org.cascadenlp.core.evaluation;

import org.jspecify.annotations.NullMarked;
