package org.cascadenlp.core.score;

import java.util.Comparator;

/**
 * A labelled run of tokens, or of whatever else is counted from 0.
 *
 * @param end the first one after it
 */
public record Span(int begin, int end, String label) implements Comparable<Span> {

  private static final Comparator<Span> ORDER =
      Comparator.comparingInt(Span::begin).thenComparingInt(Span::end).thenComparing(Span::label);

  /** In the order of the text. */
  @Override
  public int compareTo(Span other) {
    return ORDER.compare(this, other);
  }
}
