package org.cascadenlp.testkit;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.uima.cas.CAS;
import org.apache.uima.cas.text.AnnotationFS;
import org.apache.uima.jcas.JCas;

/**
 * Checks offsets: they are within the text, begin is not after end, and neither splits a surrogate
 * pair.
 */
public final class Offsets {

  private Offsets() {}

  /** The annotations in {@code cas} with invalid offsets, one line each. */
  public static List<String> broken(JCas cas) {
    List<String> broken = new ArrayList<>();
    for (Iterator<CAS> views = cas.getCas().getViewIterator(); views.hasNext(); ) {
      CAS view = views.next();
      String text = view.getDocumentText() == null ? "" : view.getDocumentText();
      for (AnnotationFS annotation : view.<AnnotationFS>getAnnotationIndex()) {
        int begin = annotation.getBegin();
        int end = annotation.getEnd();
        if (begin < 0 || begin > end || end > text.length()) {
          broken.add(Snapshot.name(annotation) + " in a text of " + text.length() + " units");
        } else if (splits(text, begin) || splits(text, end)) {
          broken.add(Snapshot.name(annotation) + " splits a surrogate pair");
        }
      }
    }
    return broken;
  }

  private static boolean splits(String text, int at) {
    return at > 0
        && at < text.length()
        && Character.isHighSurrogate(text.charAt(at - 1))
        && Character.isLowSurrogate(text.charAt(at));
  }
}
