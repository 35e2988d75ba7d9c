package org.cascadenlp.core.score;

import java.util.Collection;
import java.util.List;

/**
 * How tags say where spans begin and end.
 *
 * <p>A tag is {@code O} or a prefix, a hyphen and a label, for example {@code B-PER}.
 */
public enum TagScheme {
  /** {@code B} begins every span, {@code I} goes on (also called IOB2). */
  BIO,
  /** {@code I} also begins a span; {@code B} only one that follows a span of its own label. */
  IOB1,
  /** {@code B}, {@code I}, {@code E} for begin, inside and end, {@code S} for a single token. */
  BIOES;

  /**
   * The scheme of tagged sentences; where nothing tells (say, no spans at all) it is {@link #BIO}.
   *
   * <p>{@code E} and {@code S} occur in {@link #BIOES} only. Between the others the way decides
   * that most spans begin which do not follow one of their own label: by {@code B} or by {@code I}.
   */
  public static TagScheme recognise(Collection<List<String>> sentences) {
    int withB = 0;
    int withI = 0;
    for (List<String> sentence : sentences) {
      Tag previous = Tag.OUTSIDE;
      for (String text : sentence) {
        Tag tag = Tag.of(text);
        if (tag.prefix() == 'E' || tag.prefix() == 'S') {
          return BIOES;
        }
        if (tag.prefix() != 'O' && !tag.label().equals(previous.label())) {
          withB += tag.prefix() == 'B' ? 1 : 0;
          withI += tag.prefix() == 'I' ? 1 : 0;
        }
        previous = tag;
      }
    }
    return withI > withB ? IOB1 : BIO;
  }
}
