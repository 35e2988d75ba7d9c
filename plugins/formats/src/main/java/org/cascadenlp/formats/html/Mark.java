package org.cascadenlp.formats.html;

/**
 * A stretch of the text that is drawn.
 *
 * @param begin its first UTF-16 unit
 * @param end the unit after its last, always more than {@code begin}
 * @param label what is written at it: an entity's label, a chunk's, a token's part of speech
 * @param detail what is written smaller: an entity's score, a token's lemma; may be empty
 * @param title what a pointer that rests on it shows
 */
record Mark(Layer layer, int begin, int end, String label, String detail, String title) {}
