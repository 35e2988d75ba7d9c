package org.cascadenlp.formats.squad;

import java.util.Optional;
import org.cascadenlp.core.document.TextCleaner;
import org.cascadenlp.formats.source.Shortened;
import org.cascadenlp.formats.squad.SquadQuestion.Span;

/** How gold answers are read. */
enum GoldAnswers {
  /** not at all */
  LEFT_OUT,
  /** an answer that is not at its place is an error */
  STRICT,
  /** it is looked up in the context, as annotators of some corpora have miscounted */
  NEAREST;

  /**
   * The span of {@code answer}, whose {@code answer_start} counts code points, as Python does;
   * empty if the context does not contain it and that is no error.
   */
  Optional<Span> span(String context, SquadMembers answer) {
    String text = TextCleaner.clean(answer.text("text")).text();
    int start = answer.number("answer_start");
    int begin = offset(context, start);
    if (start >= 0 && context.startsWith(text, begin)) {
      return span(begin, text);
    }
    int nearest = nearest(context, text, begin);
    if (this == NEAREST) {
      return nearest < 0 ? Optional.empty() : span(nearest, text);
    }
    throw answer.bad(
        "the answer '" + Shortened.of(text) + "' is not in its context at answer_start " + start,
        nearest < 0
            ? "the context does not contain it: copy the answer from the context"
            : "the context contains it at "
                + context.codePointCount(0, nearest)
                + ": correct it, or give --read "
                + SquadFormat.ANSWERS
                + "=nearest");
  }

  /** The span of {@code text} at {@code begin}, without white space around it. */
  private static Optional<Span> span(int begin, String text) {
    int from = begin + text.length() - text.stripLeading().length();
    return Optional.of(new Span(from, from + text.strip().length()));
  }

  /** The UTF-16 offset of code point {@code place}, within the text. */
  private static int offset(String text, int place) {
    int last = text.codePointCount(0, text.length());
    return text.offsetByCodePoints(0, Math.max(0, Math.min(last, place)));
  }

  /** The place of {@code text} in {@code context} nearest to {@code place}; -1 if there is none. */
  private static int nearest(String context, String text, int place) {
    int before = context.lastIndexOf(text, place);
    int after = context.indexOf(text, place);
    if (before < 0 || after < 0) {
      return Math.max(before, after);
    }
    return place - before <= after - place ? before : after;
  }
}
