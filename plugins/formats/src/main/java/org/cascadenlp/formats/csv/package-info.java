/** Results in the format {@code csv}: a row for each document, with its columns and classes. */
@NullMarked
package org.cascadenlp.formats.csv;

import org.jspecify.annotations.NullMarked;
