/** The format {@code html}: self-contained pages of annotated documents, without scripts. */
@NullMarked
package org.cascadenlp.formats.html;

import org.jspecify.annotations.NullMarked;
