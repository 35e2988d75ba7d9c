/** The {@code cascade} tool, which finds its commands as services. */
@NullMarked
package org.cascadenlp.cli;

import org.jspecify.annotations.NullMarked;
