/** {@code cascade check}: what a pipeline is made of, and what is wrong with it. */
@NullMarked
package org.cascadenlp.cli.check;

import org.jspecify.annotations.NullMarked;
