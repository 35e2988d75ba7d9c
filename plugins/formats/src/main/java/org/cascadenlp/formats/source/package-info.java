/**
 * What the corpus formats share: their settings, a file's text in lines, labels and gold classes.
 */
package org.cascadenlp.formats.source;
