package org.cascadenlp.core.score;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.cascadenlp.core.error.CascadeException;

/**
 * Converts tags to spans and spans to tags.
 *
 * <p>Reading is as lenient as conlleval (Tjong Kim Sang and Buchholz 2000) and needs no scheme: an
 * {@code I} or {@code E} after {@code O} or after another label begins a span.
 */
public final class Tags {

  /** The tag of a token outside of all spans. */
  public static final String OUTSIDE = "O";

  private Tags() {}

  /**
   * Whether {@code tag} is valid: {@code O}, or one of B, I, E, S (L, U, M), a hyphen and a label.
   */
  public static boolean isTag(String tag) {
    return Tag.isTag(tag);
  }

  /**
   * The spans of one sentence, in the order of the text.
   *
   * @param tags one per token
   * @throws CascadeException with the first invalid tag
   */
  public static List<Span> spans(List<String> tags) {
    List<Span> spans = new ArrayList<>();
    Tag previous = Tag.OUTSIDE;
    int begin = 0;
    for (int i = 0; i <= tags.size(); i++) {
      Tag tag = i == tags.size() ? Tag.OUTSIDE : Tag.of(tags.get(i));
      if (previous.endsBefore(tag)) {
        spans.add(new Span(begin, i, previous.label()));
      }
      if (tag.beginsAfter(previous)) {
        begin = i;
      }
      previous = tag;
    }
    return spans;
  }

  /**
   * The tags of one sentence, one per token.
   *
   * @param spans the spans in any order; no two may share a token
   * @param length the number of tokens of the sentence
   */
  public static List<String> tags(Collection<Span> spans, int length, TagScheme scheme) {
    String[] tags = new String[length];
    Arrays.fill(tags, OUTSIDE);
    String last = "";
    int free = 0;
    for (Span span : new TreeSet<>(spans)) {
      if (span.begin() < free || span.end() <= span.begin() || span.end() > length) {
        throw CascadeException.of(
            span.toString(),
            "it cannot be written as tags of " + length + " tokens",
            "spans must lie within the sentence and must not overlap");
      }
      boolean touches = span.begin() == free && free > 0 && span.label().equals(last);
      for (int i = span.begin(); i < span.end(); i++) {
        boolean first = i == span.begin();
        boolean ends = i == span.end() - 1;
        char prefix =
            switch (scheme) {
              case BIO -> first ? 'B' : 'I';
              case IOB1 -> first && touches ? 'B' : 'I';
              case BIOES -> first ? (ends ? 'S' : 'B') : ends ? 'E' : 'I';
            };
        tags[i] = prefix + "-" + span.label();
      }
      free = span.end();
      last = span.label();
    }
    return List.of(tags);
  }
}
