package org.cascadenlp.core.text;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.types.TextPart;

/**
 * A region of a document that no sentence leaves: a {@link TextPart}, or text between two.
 *
 * @param begin in UTF-16 code units
 * @param end exclusive
 */
public record TextRegion(int begin, int end) {

  /**
   * The regions of {@code cas}, which cover its text in order: one, unless the document has parts.
   * Sentence splitters split each by itself.
   */
  public static List<TextRegion> of(JCas cas) {
    int length = cas.getDocumentText().length();
    TreeSet<Integer> bounds = new TreeSet<>(List.of(0, length));
    for (TextPart part : TextInstances.parts(cas)) {
      bounds.add(part.getBegin());
      bounds.add(part.getEnd());
    }
    List<TextRegion> regions = new ArrayList<>();
    int begin = bounds.first();
    for (int end : bounds.tailSet(begin, false)) {
      regions.add(new TextRegion(begin, end));
      begin = end;
    }
    return regions;
  }
}
