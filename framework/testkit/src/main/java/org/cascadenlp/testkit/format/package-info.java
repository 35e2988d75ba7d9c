/** Tests that every corpus format and every writer of documents has to pass, to be extended. */
@NullMarked
package org.cascadenlp.testkit.format;

import org.jspecify.annotations.NullMarked;
