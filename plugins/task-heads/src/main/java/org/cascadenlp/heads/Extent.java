package org.cascadenlp.heads;

import org.apache.uima.jcas.tcas.Annotation;

/**
 * The begin and end of an annotation without surrounding white space, because corpora differ in
 * whether a document includes its last line break.
 */
public record Extent(int begin, int end) {

  /** The extent of {@code annotation}. */
  public static Extent of(Annotation annotation) {
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
