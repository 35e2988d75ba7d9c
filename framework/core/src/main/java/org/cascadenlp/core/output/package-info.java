/** Files and folders on their way to the disk: complete or not there, and written by one owner. */
@NullMarked
package org.cascadenlp.core.output;

import org.jspecify.annotations.NullMarked;
