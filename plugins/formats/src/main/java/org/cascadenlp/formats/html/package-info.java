/** The pages that show an annotated document to a reader, in any browser and without a script. */
@NullMarked
package org.cascadenlp.formats.html;

import org.jspecify.annotations.NullMarked;
