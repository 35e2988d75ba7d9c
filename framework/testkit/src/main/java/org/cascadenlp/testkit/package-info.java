/** Contract tests for annotators, to be extended by authors of plugins. */
@NullMarked
package org.cascadenlp.testkit;

import org.jspecify.annotations.NullMarked;
