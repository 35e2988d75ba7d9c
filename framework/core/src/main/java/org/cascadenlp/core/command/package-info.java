/** Extension points of the command line: commands, lists of components, checks of the machine. */
package org.cascadenlp.core.command;
