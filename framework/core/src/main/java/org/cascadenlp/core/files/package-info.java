/** Files of models: on the class path, in the cache, their hashes, and special files. */
@NullMarked
package org.cascadenlp.core.files;

import org.jspecify.annotations.NullMarked;
