/** Contract tests for embedders, encoders and task heads, to be extended by their authors. */
@NullMarked
package org.cascadenlp.testkit.neural;

import org.jspecify.annotations.NullMarked;
