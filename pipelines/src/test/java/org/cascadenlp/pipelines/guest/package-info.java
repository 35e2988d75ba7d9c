/** An application that has the jar of pipelines and no checkout, and calls no class of Cascade. */
@NullMarked
package org.cascadenlp.pipelines.guest;

import org.jspecify.annotations.NullMarked;
