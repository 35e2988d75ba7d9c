/**
 * The parts that all output formats share: order, names and values of annotations, and the
 * encoding.
 */
@NullMarked
package org.cascadenlp.formats.output;

import org.jspecify.annotations.NullMarked;
