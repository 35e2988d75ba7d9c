package org.cascadenlp.staticembeddings.imports.formats;

import java.io.IOException;
import org.cascadenlp.neural.words.CharacterNgrams;

/**
 * The header of a fastText {@code .bin}; versions 11 and 12 begin with a magic number, older ones
 * do not.
 *
 * @param versioned whether the file has a magic number and version, and flags before its matrices
 * @param width the width of the vectors
 * @param buckets the number of rows for n-grams; character n-grams only if {@code longest} > 0
 * @param entries the number of words and labels in the dictionary
 * @param words the number of words, whose rows come first
 * @param pruned the number of kept n-grams of a quantised file; negative for other files
 */
record FastTextHeader(
    boolean versioned,
    int width,
    int buckets,
    int shortest,
    int longest,
    int entries,
    int words,
    long pruned) {

  private static final int MAGIC = 793712314;
  private static final int SUPERVISED = 3;

  static FastTextHeader read(BinaryInput in) throws IOException {
    int first = in.readInt();
    boolean versioned = first == MAGIC;
    int version = versioned ? in.readInt() : 0;
    int width = versioned ? in.readInt() : first;
    for (int i = 0; i < 6; i++) { // window, epochs, least count, negatives, word n-grams, loss
      in.readInt();
    }
    int model = in.readInt();
    int buckets = in.readInt();
    int shortest = in.readInt();
    int longest = in.readInt();
    in.readInt();
    in.readLong();
    int entries = in.readInt();
    int words = in.readInt();
    in.readInt();
    in.readLong();
    long pruned = versioned ? in.readLong() : -1;
    // classifiers of version 11 have no character n-grams, contrary to their header
    boolean plain = version == 11 && model == SUPERVISED;
    return new FastTextHeader(
        versioned,
        width,
        buckets,
        Math.max(1, shortest),
        plain ? 0 : longest,
        entries,
        words,
        pruned);
  }

  /** True if {@code start} begins like a fastText model, with or without the magic number. */
  static boolean looksLike(Start start) {
    if (start.begins(0xba, 0x16, 0x4f, 0x2f)) {
      return true;
    }
    if (start.length() < 76) {
      return false;
    }
    int entries = start.littleInt(56);
    return between(start.littleInt(0), 1, 1 << 16)
        && between(start.littleInt(4), 1, 1 << 16)
        && between(start.littleInt(24), 1, 4)
        && between(start.littleInt(28), 1, SUPERVISED)
        && between(start.littleInt(32), 0, Integer.MAX_VALUE)
        && between(start.littleInt(36), 0, 100)
        && between(start.littleInt(40), 0, 100)
        && between(entries, 1, Integer.MAX_VALUE)
        && entries == start.littleInt(60) + start.littleInt(64);
  }

  private static boolean between(int value, int least, int most) {
    return value >= least && value <= most;
  }

  /**
   * The buckets of a word of the dictionary. In files without a magic number, which are older, the
   * end of a line has n-grams too.
   */
  int[] ngrams(CharacterNgrams ngrams, String word) {
    return versioned ? ngrams.of(word) : ngrams.ofAny(word);
  }

  boolean hasNgrams() {
    return buckets > 0 && longest >= shortest && pruned != 0;
  }
}
