/**
 * The {@code verify} command: compares an encoder's states with those of another implementation.
 */
package org.cascadenlp.contextual.verify;
