/**
 * A program of somebody who has the jar of pipelines and no checkout; it calls nothing of Cascade.
 */
@NullMarked
package org.cascadenlp.pipelines.guest;

import org.jspecify.annotations.NullMarked;
