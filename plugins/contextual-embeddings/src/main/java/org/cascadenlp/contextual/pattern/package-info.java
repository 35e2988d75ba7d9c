/** Regular expressions of tokenizers, judged before native code runs them. */
@NullMarked
package org.cascadenlp.contextual.pattern;

import org.jspecify.annotations.NullMarked;
