/** Contract tests for corpus formats and output formats, to be extended by their authors. */
@NullMarked
package org.cascadenlp.testkit.format;

import org.jspecify.annotations.NullMarked;
