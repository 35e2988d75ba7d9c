/** Results as JSON: one object, or a line for each annotation. */
@NullMarked
package org.cascadenlp.formats.json;

import org.jspecify.annotations.NullMarked;
