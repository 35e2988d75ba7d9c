/** {@code cascade list}: what there is to name in a pipeline or on the command line. */
@NullMarked
package org.cascadenlp.cli.list;

import org.jspecify.annotations.NullMarked;
