/** What lies at a path, before anything is opened there. */
@NullMarked
package org.cascadenlp.core.files;

import org.jspecify.annotations.NullMarked;
