/**
 * Reading and writing documents: corpus and output formats, text cleaning, URIs, labels in files.
 */
package org.cascadenlp.core.document;
