package org.cascadenlp.formats.html;

/**
 * A marked span of the text.
 *
 * @param begin the offset of its first UTF-16 unit
 * @param end the offset after its last UTF-16 unit; greater than {@code begin}
 * @param label the main text: the label of an entity or chunk, or a token's part of speech
 * @param detail the smaller text: an entity's score or a token's lemma; may be empty
 * @param title the tooltip
 */
record Mark(Layer layer, int begin, int end, String label, String detail, String title) {}
