/**
 * Document formats: corpora (columns of tokens with gold tags, texts with gold classes, plain text)
 * and results.
 */
package org.cascadenlp.formats;
