/**
 * How annotations are written, whatever the format: their order, names and values, and the
 * encoding.
 */
@NullMarked
package org.cascadenlp.formats.output;

import org.jspecify.annotations.NullMarked;
