/** The formats {@code json} and {@code jsonl}: one JSON object per document, or one per line. */
@NullMarked
package org.cascadenlp.formats.json;

import org.jspecify.annotations.NullMarked;
