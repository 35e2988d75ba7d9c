/** Texts with labels: a line each, rows of CSV and TSV, a folder for each class. */
package org.cascadenlp.formats.examples;
