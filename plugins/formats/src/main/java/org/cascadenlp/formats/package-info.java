/**
 * Readers of corpora: columns of tokens with gold tags, texts with gold classes, and plain text.
 */
package org.cascadenlp.formats;
