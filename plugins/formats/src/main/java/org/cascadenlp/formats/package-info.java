/**
 * The plugin that provides corpus formats (columns of tokens with gold tags, texts with gold
 * classes, plain text) and output formats.
 */
package org.cascadenlp.formats;
