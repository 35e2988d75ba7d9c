package org.cascadenlp.transformers.tokenizer.pattern;

/**
 * A regular expression that native code survives. Oniguruma, which the tokenizers run, gives up
 * where it has gone back ten million times at one place of a text, or has no stack left, and with
 * it ends the whole process. So only patterns are run that are short, shallow and whose steps grow
 * at most as fast as the text; and only on texts for which they stay below that number.
 *
 * @param shortest the fewest characters that a match has
 * @param emptyAtStart whether it can match the empty text with which a text begins
 * @param longestText the most characters a text may have
 */
public record SoundPattern(long shortest, boolean emptyAtStart, int longestText) {

  private static final int LONGEST = 200_000;
  private static final int LARGEST = 200_000;
  private static final int MOST_WAYS = 20_000;
  private static final double MOST_STEPS = 8_000_000; // retry-limit-in-match is 10,000,000

  /**
   * Judges {@code pattern}, in Ruby's syntax.
   *
   * @throws PatternException where it is not safe, or has what no tokenizer needs
   */
  public static SoundPattern of(String pattern) throws PatternException {
    if (pattern.length() > LONGEST) {
      throw new PatternException(
          "has " + pattern.length() + " characters, expected at most " + LONGEST);
    }
    Node node = PatternReader.read(pattern);
    if (Node.size(node) > LARGEST) {
      throw new PatternException("has repetitions that are too large when written out");
    }
    Steps steps = Steps.of(node, false);
    if (!(steps.once() <= MOST_WAYS && steps.each() <= MOST_WAYS)) {
      throw new PatternException("can match in more than " + MOST_WAYS + " ways at one place");
    }
    double longest = steps.each() == 0 ? Integer.MAX_VALUE : MOST_STEPS / steps.each();
    return new SoundPattern(
        Node.shortest(node),
        Node.isEmptyAtStart(node),
        (int) Math.min(longest - steps.once(), Integer.MAX_VALUE));
  }
}
