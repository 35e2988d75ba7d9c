/** {@code cascade doctor}: checks whether this machine can run Cascade. */
@NullMarked
package org.cascadenlp.cli.doctor;

import org.jspecify.annotations.NullMarked;
