/**
 * {@code cascade list}: lists the components that can be named in a pipeline or on the command
 * line.
 */
@NullMarked
package org.cascadenlp.cli.list;

import org.jspecify.annotations.NullMarked;
