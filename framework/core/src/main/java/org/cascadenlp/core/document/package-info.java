/**
 * Reading and writing documents: formats in both directions, text cleaning, URIs, labels in files.
 */
package org.cascadenlp.core.document;
