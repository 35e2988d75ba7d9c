/** The formats of labelled texts: lines, rows of CSV and TSV, and one folder per class. */
package org.cascadenlp.formats.examples;
