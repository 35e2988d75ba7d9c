/** Tags, spans and how well predicted spans agree with gold, by conlleval's definitions. */
@NullMarked
package org.cascadenlp.core.score;

import org.jspecify.annotations.NullMarked;
