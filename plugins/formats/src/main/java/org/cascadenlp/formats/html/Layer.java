package org.cascadenlp.formats.html;

/** How deep a mark lies where several cover the same text, the outermost first. */
enum Layer {
  ENTITY,
  CHUNK,
  /** tokens without white space between them, which stay on one line */
  RUN,
  TOKEN
}
