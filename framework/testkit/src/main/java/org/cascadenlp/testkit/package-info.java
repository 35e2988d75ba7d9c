/** Tests that every annotator has to pass, for the authors of plugins to extend. */
@NullMarked
package org.cascadenlp.testkit;

import org.jspecify.annotations.NullMarked;
