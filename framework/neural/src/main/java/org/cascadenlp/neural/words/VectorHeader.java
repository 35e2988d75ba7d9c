package org.cascadenlp.neural.words;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.cascadenlp.core.error.CascadeException;

/**
 * The first {@value #BYTES} bytes of a vector file, which determine the position of each section.
 *
 * <p>Everything is little-endian: the magic, int32 version, int32 width, int64 words, int64 bytes
 * of all words, int64 slots of the index, int32 shortest and longest n-gram, int64 buckets, 32
 * bytes of content hash, zeros. The sections follow: one row per word, one row per bucket, the mean
 * of the word rows (rows are float32, padded with zeros to a multiple of 16 bytes); the end of each
 * word in the last section (int64); the index (int32, a word's rank + 1, 0 = empty); the words in
 * UTF-8, concatenated.
 *
 * @param width the numbers per row
 * @param words the number of words, most frequent first
 * @param wordBytes the length of all words in bytes
 * @param slots the size of the index, a power of two
 * @param shortest the length of the shortest n-gram in characters; 0 without n-grams
 * @param longest the length of the longest n-gram in characters; 0 without n-grams
 * @param buckets the number of n-gram buckets; 0 without n-grams
 * @param hash the hash of words, rows and n-grams, in hexadecimal
 */
record VectorHeader(
    int width,
    long words,
    long wordBytes,
    long slots,
    int shortest,
    int longest,
    long buckets,
    String hash) {

  static final int BYTES = 128;
  static final int VERSION = 1;
  static final int WIDEST = 1 << 16;
  static final int MOST_WORDS = 1 << 30;
  static final int LONGEST_NGRAM = 100;
  private static final byte[] MAGIC = "CASCVEC\n".getBytes(StandardCharsets.US_ASCII);
  private static final String REMEDY = "import it again with `cascade import vectors`";

  /** Reads the header from {@code bytes} and checks it against the length of the file. */
  static VectorHeader parse(String place, ByteBuffer bytes, long length) {
    ByteBuffer in = bytes.order(ByteOrder.LITTLE_ENDIAN);
    if (!begins(in)) {
      throw CascadeException.of(
          place, "is not a vector file", "write one with `cascade import vectors`");
    }
    if (in.remaining() < BYTES) {
      throw wrong(place, "ends within its header");
    }
    in.position(MAGIC.length);
    int version = in.getInt();
    if (version != VERSION) {
      throw wrong(place, "is of version " + version + ", this Cascade reads " + VERSION);
    }
    int width = in.getInt();
    long words = in.getLong();
    long wordBytes = in.getLong();
    long slots = in.getLong();
    int shortest = in.getInt();
    int longest = in.getInt();
    long buckets = in.getLong();
    byte[] digest = new byte[32];
    in.get(digest);
    VectorHeader header =
        new VectorHeader(
            width,
            words,
            wordBytes,
            slots,
            shortest,
            longest,
            buckets,
            HexFormat.of().formatHex(digest));
    header.check(place, length);
    return header;
  }

  /** True if {@code bytes} begin like a vector file. */
  static boolean begins(ByteBuffer bytes) {
    return bytes.remaining() >= MAGIC.length
        && bytes.slice(bytes.position(), MAGIC.length).equals(ByteBuffer.wrap(MAGIC));
  }

  private void check(String place, long length) {
    if (width < 1 || width > WIDEST) {
      throw wrong(place, "has a width of " + width + ", expected 1 to " + WIDEST);
    }
    if (words < 1 || words > MOST_WORDS) {
      throw wrong(place, "has " + words + " words, expected 1 to " + MOST_WORDS);
    }
    if (wordBytes < 0 || wordBytes > length) {
      throw wrong(place, "has " + wordBytes + " bytes of words in " + length + " bytes");
    }
    if (slots <= words || slots > 1L << 32 || Long.bitCount(slots) != 1) {
      throw wrong(place, "has an index of " + slots + " slots for " + words + " words");
    }
    boolean none = shortest == 0 && longest == 0 && buckets == 0;
    boolean sound =
        shortest >= 1
            && longest >= shortest
            && longest <= LONGEST_NGRAM
            && buckets >= 1
            && buckets <= Integer.MAX_VALUE;
    if (!none && !sound) {
      throw wrong(
          place,
          "has n-grams of "
              + shortest
              + " to "
              + longest
              + " characters in "
              + buckets
              + " buckets");
    }
    if (end() != length) {
      throw wrong(place, "has " + length + " bytes, but its header requires " + end());
    }
  }

  private static CascadeException wrong(String place, String problem) {
    return CascadeException.of(place, problem, REMEDY);
  }

  ByteBuffer toBytes() {
    ByteBuffer out = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    out.put(MAGIC).putInt(VERSION).putInt(width).putLong(words).putLong(wordBytes).putLong(slots);
    out.putInt(shortest).putInt(longest).putLong(buckets).put(HexFormat.of().parseHex(hash));
    return out.rewind();
  }

  /** The number of bytes from one row to the next. */
  static int stride(int width) {
    return (4 * width + 15) / 16 * 16;
  }

  int stride() {
    return stride(width);
  }

  // no sum overflows: words < 2^31, buckets < 2^31, stride < 2^19, slots <= 2^32

  long bucketRows() {
    return BYTES + words * stride();
  }

  long meanRow() {
    return bucketRows() + buckets * stride();
  }

  long ends() {
    return meanRow() + stride();
  }

  long index() {
    return ends() + 8 * words;
  }

  long text() {
    return index() + 4 * slots;
  }

  long end() {
    return text() + wordBytes;
  }
}
