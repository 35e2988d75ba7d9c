/** The {@code verify} command: an encoder beside states that somebody else's code computed. */
package org.cascadenlp.contextual.verify;
