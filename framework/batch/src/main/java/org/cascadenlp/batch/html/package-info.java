/** The pages that show an annotated document to a reader, in any browser and without a script. */
@NullMarked
package org.cascadenlp.batch.html;

import org.jspecify.annotations.NullMarked;
