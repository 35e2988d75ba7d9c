/** The parts that all corpus formats share: settings, text, lines, labels and gold classes. */
package org.cascadenlp.formats.source;
