/** {@code cascade doctor}: what this machine offers, and what is in the way. */
@NullMarked
package org.cascadenlp.cli.doctor;

import org.jspecify.annotations.NullMarked;
