package org.cascadenlp.formats.html;

/** The nesting order of marks that cover the same text, the outermost first. */
enum Layer {
  ENTITY,
  CHUNK,
  /** tokens without white space between them, which stay on one line */
  RUN,
  TOKEN
}
