package org.cascadenlp.core.score;

import java.util.Collection;
import java.util.List;

/**
 * Encodings of spans as tags of tokens.
 *
 * <p>A tag is {@code O} or a prefix, a hyphen and a label, for example {@code B-PER}.
 */
public enum TagScheme {
  /** {@code B} begins every span, {@code I} continues it (also called IOB2). */
  BIO,
  /**
   * {@code I} begins a span; {@code B} only one that directly follows a span with the same label.
   */
  IOB1,
  /** {@code B}, {@code I}, {@code E} for begin, inside and end, {@code S} for a single token. */
  BIOES;

  /**
   * Detects the scheme of tagged sentences; {@link #BIO} if they do not determine it, for example
   * without any spans.
   *
   * <p>{@code E} and {@code S} occur in {@link #BIOES} only. The other two are distinguished by the
   * spans that do not follow a span with the same label: {@link #IOB1} if more of them begin with
   * {@code I} than with {@code B}.
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
