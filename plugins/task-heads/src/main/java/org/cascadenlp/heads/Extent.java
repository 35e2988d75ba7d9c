package org.cascadenlp.heads;

import org.apache.uima.jcas.tcas.Annotation;

/**
 * Where an annotation's text begins and ends without the white space around it: corpora differ in
 * whether a document has its last line break.
 */
record Extent(int begin, int end) {

  static Extent of(Annotation annotation) {
    String text = annotation.getCAS().getDocumentText();
    int begin = annotation.getBegin();
    int end = annotation.getEnd();
    while (end > begin && Character.isWhitespace(text.charAt(end - 1))) {
      end--;
    }
    while (begin < end && Character.isWhitespace(text.charAt(begin))) {
      begin++;
    }
    return new Extent(begin, end);
  }
}
