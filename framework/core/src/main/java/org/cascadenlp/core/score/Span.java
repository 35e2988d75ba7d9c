package org.cascadenlp.core.score;

import java.util.Comparator;

/**
 * A labelled range of tokens, or of other items counted from 0.
 *
 * @param end the index after its last token
 */
public record Span(int begin, int end, String label) implements Comparable<Span> {

  private static final Comparator<Span> ORDER =
      Comparator.comparingInt(Span::begin).thenComparingInt(Span::end).thenComparing(Span::label);

  /** Orders by begin, end and label. */
  @Override
  public int compareTo(Span other) {
    return ORDER.compare(this, other);
  }
}
