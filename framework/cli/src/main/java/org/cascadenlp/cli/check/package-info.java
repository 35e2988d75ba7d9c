/** {@code cascade check}: checks a pipeline and lists its steps. */
@NullMarked
package org.cascadenlp.cli.check;

import org.jspecify.annotations.NullMarked;
