package org.cascadenlp.transformers.tokenizer.pattern;

/**
 * A regular expression that native code can run safely. Oniguruma, which the tokenizers use,
 * terminates the process after ten million backtracking steps at one position, or on stack
 * overflow. Only short and shallow patterns are accepted whose number of steps grows at most
 * linearly with the text, and only for texts for which it stays below that limit.
 *
 * @param shortest the minimum length of a match in characters
 * @param emptyAtStart whether it can match the empty string at the begin of a text
 * @param longestText the maximum length of a text in characters
 */
public record SafePattern(long shortest, boolean emptyAtStart, int longestText) {

  private static final int MAX_LENGTH = 200_000;
  private static final int MAX_SIZE = 200_000;
  private static final int MAX_WAYS = 20_000;
  private static final double MAX_STEPS = 8_000_000; // retry-limit-in-match is 10,000,000

  /**
   * Analyses {@code pattern}, in Ruby's syntax.
   *
   * @throws UnsafePatternException if it is not safe, or uses unsupported syntax
   */
  public static SafePattern of(String pattern) throws UnsafePatternException {
    if (pattern.length() > MAX_LENGTH) {
      throw new UnsafePatternException(
          "has " + pattern.length() + " characters, expected at most " + MAX_LENGTH);
    }
    Node node = PatternReader.read(pattern);
    if (Node.size(node) > MAX_SIZE) {
      throw new UnsafePatternException("has repetitions that are too large when written out");
    }
    Steps steps = Steps.of(node, false);
    if (!(steps.once() <= MAX_WAYS && steps.each() <= MAX_WAYS)) {
      throw new UnsafePatternException(
          "can match in more than " + MAX_WAYS + " ways at one position");
    }
    double longest = steps.each() == 0 ? Integer.MAX_VALUE : MAX_STEPS / steps.each();
    return new SafePattern(
        Node.shortest(node),
        Node.isEmptyAtStart(node),
        (int) Math.min(longest - steps.once(), Integer.MAX_VALUE));
  }
}
