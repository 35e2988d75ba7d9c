/** Documents of several texts, such as pairs: how they become one text, and how they are read. */
@NullMarked
package org.cascadenlp.core.text;

import org.jspecify.annotations.NullMarked;
