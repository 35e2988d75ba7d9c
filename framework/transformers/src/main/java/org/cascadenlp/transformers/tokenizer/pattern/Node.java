package org.cascadenlp.transformers.tokenizer.pattern;

import java.util.List;

/** A node of a parsed regular expression. */
sealed interface Node {

  /** One character of any kind. */
  record One() implements Node {}

  /** A zero-width position, for example the begin of a line. */
  record Mark() implements Node {}

  /**
   * Look-ahead or look-behind.
   *
   * @param before whether it is a positive look-behind
   */
  record Look(Node inner, boolean before) implements Node {}

  /** A back-reference. */
  record Back() implements Node {}

  /** An atomic group, without backtracking. */
  record Atomic(Node inner) implements Node {}

  /** A concatenation; without parts, the empty string. */
  record Sequence(List<Node> parts) implements Node {}

  /** Alternatives in order. */
  record Choice(List<Node> ways) implements Node {}

  /**
   * A repetition.
   *
   * @param max the maximum, {@link #ENDLESS} if unbounded
   * @param possessive whether it is possessive, without backtracking
   */
  record Repeat(Node inner, int min, int max, boolean possessive) implements Node {}

  /** Unbounded. */
  int ENDLESS = -1;

  /** Larger numbers are truncated. */
  long MANY = 1 << 30;

  /** The minimum length of a match of {@code node}. */
  static long shortest(Node node) {
    if (node instanceof Sequence sequence) {
      return sequence.parts.stream().mapToLong(Node::shortest).sum();
    } else if (node instanceof Choice choice) {
      return choice.ways.stream().mapToLong(Node::shortest).min().orElse(0);
    } else if (node instanceof Repeat repeat) {
      return Math.min(MANY, repeat.min * shortest(repeat.inner));
    } else if (node instanceof Atomic atomic) {
      return shortest(atomic.inner);
    }
    return node instanceof One || node instanceof Back ? 1 : 0;
  }

  /** Whether {@code node} can match the empty string at the begin of a text. */
  static boolean isEmptyAtStart(Node node) {
    if (node instanceof Sequence sequence) {
      return sequence.parts.stream().allMatch(Node::isEmptyAtStart);
    } else if (node instanceof Choice choice) {
      return choice.ways.stream().anyMatch(Node::isEmptyAtStart);
    } else if (node instanceof Repeat repeat) {
      return repeat.min == 0 || isEmptyAtStart(repeat.inner);
    } else if (node instanceof Atomic atomic) {
      return isEmptyAtStart(atomic.inner);
    } else if (node instanceof Look look) {
      return !look.before || shortest(look.inner) == 0;
    }
    return node instanceof Mark;
  }

  /**
   * The number of characters and positions in {@code node} after expansion of bounded repetitions.
   */
  static long size(Node node) {
    if (node instanceof Sequence sequence) {
      return 1 + sequence.parts.stream().mapToLong(Node::size).sum();
    } else if (node instanceof Choice choice) {
      return 1 + choice.ways.stream().mapToLong(Node::size).sum();
    } else if (node instanceof Repeat repeat) {
      return Math.min(MANY, Math.max(1, Math.max(repeat.min, repeat.max)) * size(repeat.inner));
    } else if (node instanceof Atomic atomic) {
      return 1 + size(atomic.inner);
    } else if (node instanceof Look look) {
      return 1 + size(look.inner);
    }
    return 1;
  }

  /** Whether {@code node} matches at any position of any text. */
  static boolean isCertain(Node node) {
    if (node instanceof Sequence sequence) {
      return sequence.parts.stream().allMatch(Node::isCertain);
    } else if (node instanceof Choice choice) {
      return choice.ways.stream().anyMatch(Node::isCertain);
    } else if (node instanceof Repeat repeat) {
      return repeat.min == 0 || isCertain(repeat.inner);
    } else if (node instanceof Atomic atomic) {
      return isCertain(atomic.inner);
    }
    return false;
  }

  /** Whether {@code node} can match in one way only. */
  static boolean isStraight(Node node) {
    if (node instanceof Sequence sequence) {
      return sequence.parts.stream().allMatch(Node::isStraight);
    } else if (node instanceof Repeat repeat) {
      return repeat.min == repeat.max && isStraight(repeat.inner);
    }
    return node instanceof One || node instanceof Mark || node instanceof Back;
  }
}
