package org.cascadenlp.transformers.tokenizer.pattern;

import java.util.List;

/** A part of a regular expression. */
sealed interface Node {

  /** One character, whichever it may be. */
  record One() implements Node {}

  /** A place between characters, for example the begin of a line. */
  record Mark() implements Node {}

  /**
   * What follows or precedes, without being a part of the match.
   *
   * @param before whether it has to precede
   */
  record Look(Node inner, boolean before) implements Node {}

  /** The text of a group once more. */
  record Back() implements Node {}

  /** What is not tried in another way once it has matched. */
  record Atomic(Node inner) implements Node {}

  /** One after the other; without parts, the empty text. */
  record Sequence(List<Node> parts) implements Node {}

  /** One of several, in this order. */
  record Choice(List<Node> ways) implements Node {}

  /**
   * Several times.
   *
   * @param most {@link #ENDLESS} for any number
   * @param kept whether the number that matched first is final
   */
  record Repeat(Node inner, int least, int most, boolean kept) implements Node {}

  /** No bound. */
  int ENDLESS = -1;

  /** Larger numbers are not counted. */
  long MANY = 1 << 30;

  /** The fewest characters that a match of {@code node} has. */
  static long shortest(Node node) {
    if (node instanceof Sequence sequence) {
      return sequence.parts.stream().mapToLong(Node::shortest).sum();
    } else if (node instanceof Choice choice) {
      return choice.ways.stream().mapToLong(Node::shortest).min().orElse(0);
    } else if (node instanceof Repeat repeat) {
      return Math.min(MANY, repeat.least * shortest(repeat.inner));
    } else if (node instanceof Atomic atomic) {
      return shortest(atomic.inner);
    }
    return node instanceof One || node instanceof Back ? 1 : 0;
  }

  /** True where {@code node} can match the empty text with which a text begins. */
  static boolean isEmptyAtStart(Node node) {
    if (node instanceof Sequence sequence) {
      return sequence.parts.stream().allMatch(Node::isEmptyAtStart);
    } else if (node instanceof Choice choice) {
      return choice.ways.stream().anyMatch(Node::isEmptyAtStart);
    } else if (node instanceof Repeat repeat) {
      return repeat.least == 0 || isEmptyAtStart(repeat.inner);
    } else if (node instanceof Atomic atomic) {
      return isEmptyAtStart(atomic.inner);
    } else if (node instanceof Look look) {
      return !look.before || shortest(look.inner) == 0;
    }
    return node instanceof Mark;
  }

  /**
   * The number of characters and marks in {@code node} once bounded repetitions are written out.
   */
  static long size(Node node) {
    if (node instanceof Sequence sequence) {
      return 1 + sequence.parts.stream().mapToLong(Node::size).sum();
    } else if (node instanceof Choice choice) {
      return 1 + choice.ways.stream().mapToLong(Node::size).sum();
    } else if (node instanceof Repeat repeat) {
      return Math.min(MANY, Math.max(1, Math.max(repeat.least, repeat.most)) * size(repeat.inner));
    } else if (node instanceof Atomic atomic) {
      return 1 + size(atomic.inner);
    } else if (node instanceof Look look) {
      return 1 + size(look.inner);
    }
    return 1;
  }

  /** True where {@code node} matches at any place of any text. */
  static boolean isCertain(Node node) {
    if (node instanceof Sequence sequence) {
      return sequence.parts.stream().allMatch(Node::isCertain);
    } else if (node instanceof Choice choice) {
      return choice.ways.stream().anyMatch(Node::isCertain);
    } else if (node instanceof Repeat repeat) {
      return repeat.least == 0 || isCertain(repeat.inner);
    } else if (node instanceof Atomic atomic) {
      return isCertain(atomic.inner);
    }
    return false;
  }

  /** True where {@code node} can match in one way only. */
  static boolean isStraight(Node node) {
    if (node instanceof Sequence sequence) {
      return sequence.parts.stream().allMatch(Node::isStraight);
    } else if (node instanceof Repeat repeat) {
      return repeat.least == repeat.most && isStraight(repeat.inner);
    }
    return node instanceof One || node instanceof Mark || node instanceof Back;
  }
}
