/** The format {@code tsv}: a table with one annotation per line. */
@NullMarked
package org.cascadenlp.formats.tsv;

import org.jspecify.annotations.NullMarked;
