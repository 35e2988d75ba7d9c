/** Results as a table of annotations. */
@NullMarked
package org.cascadenlp.formats.tsv;

import org.jspecify.annotations.NullMarked;
