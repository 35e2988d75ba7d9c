package org.cascadenlp.neural.words;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The character n-grams of a word as in fastText (Bojanowski et al. 2017): those of {@code <word>},
 * each hashed to a bucket by FNV-1a over signed bytes.
 *
 * @param shortest the length of the shortest n-gram in characters
 * @param longest the length of the longest n-gram in characters
 * @param buckets the number of buckets
 */
public record CharacterNgrams(int shortest, int longest, int buckets) {

  /** The word for the end of a line, which has no n-grams. */
  private static final String END_OF_LINE = "</s>";

  public CharacterNgrams {
    if (shortest < 1 || longest < shortest || longest > VectorHeader.LONGEST_NGRAM || buckets < 1) {
      throw new IllegalArgumentException(
          "n-grams of " + shortest + " to " + longest + " characters in " + buckets + " buckets");
    }
  }

  /**
   * The bucket of each n-gram of {@code word}, in fastText's order, possibly with duplicates. The
   * end of a line has none.
   */
  public int[] of(String word) {
    return word.equals(END_OF_LINE) ? new int[0] : ofAny(word);
  }

  /** As {@link #of}, but also for the end of a line. */
  public int[] ofAny(String word) {
    byte[] text = ("<" + word + ">").getBytes(StandardCharsets.UTF_8);
    int[] found = new int[16];
    int count = 0;
    for (int i = 0; i < text.length; i++) {
      if (continues(text[i])) {
        continue;
      }
      int hash = 0x811c9dc5;
      int end = i;
      for (int n = 1; n <= longest && end < text.length; n++) {
        do {
          hash = (hash ^ text[end++]) * 0x01000193; // with sign extension of the byte
        } while (end < text.length && continues(text[end]));
        boolean bracket = n == 1 && (i == 0 || end == text.length);
        if (n >= shortest && !bracket) {
          if (count == found.length) {
            found = Arrays.copyOf(found, 2 * count);
          }
          found[count++] = Integer.remainderUnsigned(hash, buckets);
        }
      }
    }
    return Arrays.copyOf(found, count);
  }

  /** True for a continuation byte of UTF-8. */
  private static boolean continues(byte utf8) {
    return (utf8 & 0xc0) == 0x80;
  }
}
