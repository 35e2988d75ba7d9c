/** Tests that every embedder, encoder and task head has to pass, for their authors to extend. */
@NullMarked
package org.cascadenlp.testkit.neural;

import org.jspecify.annotations.NullMarked;
